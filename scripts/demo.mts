import { parseArgs } from 'node:util';
import { allWalk } from './demo/all.mts';
import { connect } from './demo/client.mts';
import { DemoFault } from './demo/fault.mts';
import { oneNetWalk } from './demo/onenet.mts';
import type { Walk } from './demo/walk.mts';

/**
 * Walks a verification through a running service and shows every event as it arrives; with --all, walks every method
 * against the sandbox and shows a table of outcomes. REALNAME_URL says where the service runs. The exit code is 0 only
 * when every link of the chain held.
 */
function walksAskedFor(): readonly Walk[] {
  try {
    const { values } = parseArgs({ options: { all: { type: 'boolean' } } });
    return values.all ? [allWalk] : [oneNetWalk];
  } catch (cause) {
    throw new DemoFault('Usage: npm run demo, or npm run demo -- --all', { cause });
  }
}

async function main(address: string): Promise<void> {
  const walks = walksAskedFor();
  const url = URL.parse(address);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new DemoFault('REALNAME_URL must be an http or https address, such as http://127.0.0.1:4001.');
  }
  const client = connect(url.href);
  try {
    for (const walk of walks) {
      say('');
      say(walk.title);
      await walk.run(client, say);
    }
    say('');
  } finally {
    await client.close();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  await main(process.env['REALNAME_URL'] ?? 'http://127.0.0.1:4001');
} catch (error) {
  const text =
    error instanceof DemoFault ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
