import { parseArgs } from 'node:util';
import { allWalk } from './demo/all.mts';
import { connect } from './demo/client.mts';
import { downWalk, startDown } from './demo/down.mts';
import { DemoFault } from './demo/fault.mts';
import { oneNetWalk } from './demo/onenet.mts';
import type { Walk } from './demo/walk.mts';

/**
 * Walks a verification through a running service and prints every event as it arrives; with --all, walks every method
 * against the sandbox and prints a table of outcomes. REALNAME_URL is the service's address. With --down, starts a
 * service of its own whose cheapest provider is down, and walks a case. The exit code is 0 only if every step succeeded.
 */
function askedFor(): { readonly all?: boolean; readonly down?: boolean } {
  try {
    return parseArgs({ options: { all: { type: 'boolean' }, down: { type: 'boolean' } } }).values;
  } catch (cause) {
    throw new DemoFault('Usage: npm run demo, npm run demo -- --all, or npm run demo -- --down', { cause });
  }
}

async function main(address: string): Promise<void> {
  const { all, down } = askedFor();
  if (!down) return walkThrough(all ? allWalk : oneNetWalk, address);
  const service = await startDown();
  try {
    await walkThrough(downWalk, service.url);
  } finally {
    await service.close();
  }
}

async function walkThrough(walk: Walk, address: string): Promise<void> {
  const url = URL.parse(address);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new DemoFault('REALNAME_URL must be an http or https address, such as http://127.0.0.1:4001.');
  }
  const client = connect(url.href);
  try {
    say('');
    say(walk.title);
    await walk.run(client, say);
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
