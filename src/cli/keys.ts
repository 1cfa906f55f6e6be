import type { Command } from 'commander';
import { openStore } from '../storage/open-store';
import { examples, type On, type Run } from './command';
import { withInbox } from './inbox';
import { readSettings, storeOf } from './settings';
import type { ExitCode } from './terminal';

export function addKeys(program: Command, on: On): void {
  const keys = program.command('keys').summary("the service's own keys (ENCRYPTION_KEYS)");
  keys.description("The service's own keys (ENCRYPTION_KEYS), which seal the data key of every account.");
  keys
    .command('rotate')
    .summary('seal every data key with the first of ENCRYPTION_KEYS')
    .description(
      "Seals every data key, and the pushes in this machine's inbox, with the first of ENCRYPTION_KEYS. Put the new key first, restart every process, rotate (the service may run), then take the old key away. On each machine that has an inbox file, run it there too.",
    )
    .addHelpText('after', examples('realname keys rotate', 'realname keys rotate --json --progress'))
    .action(on(rotate));
}

/** Safe while the service runs, as long as both have the old and the new key. */
async function rotate(run: Run): Promise<ExitCode> {
  const store = await openStore(storeOf(readSettings(run)));
  try {
    const dataKeys = await store.rotateKeys((done) =>
      run.output.progress(`${done} data keys sealed anew so far`),
    );
    const pushes = await withInbox(run, (inbox) => inbox.rewrap());
    run.output.result({ dataKeys, pushes }, [
      `Done: ${dataKeys} data keys sealed anew. Keys behind the first of ENCRYPTION_KEYS are no longer needed.`,
    ]);
    return 0;
  } finally {
    await store.close();
  }
}
