import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { openInbox, type StoreSettings } from '../../storage/open-store';
import { codeOf, type Finding, fail, ok, warn } from './finding';
import { unwritable } from './folder';

const check = 'inbox';
const cure = 'INBOX_PATH must name a file that this user may write, in a folder that this user may write.';

/** The file that keeps pushes while the database cannot be written, and what is in it. */
export function inboxFinding(path: string, store: () => StoreSettings): Finding {
  if (path === ':memory:') return ok(check, 'in memory');
  const fault = unwritable(dirname(path));
  if (fault !== null) return fail(check, `${path} cannot be written (${fault})`, cure);
  if (!existsSync(path)) return ok(check, 'empty');
  try {
    const inbox = openInbox(path, store());
    const { waiting, aside } = inbox.counts();
    // Opened with the keys, so that one which is missing is found now and not when a push is to be applied.
    for (const { open } of inbox.waiting(0, 100)) open();
    inbox.close();
    if (aside > 0) {
      return warn(
        check,
        `${aside} pushes were set aside, ${waiting} wait`,
        '`realname inbox list` says why; `realname inbox replay` has them tried again.',
      );
    }
    return waiting > 0
      ? warn(
          check,
          `${waiting} pushes wait for the database`,
          'They are applied by the running service as soon as the database can be written: look at the database, and that the service runs.',
        )
      : ok(check, 'writable and empty');
  } catch (error) {
    return fail(
      check,
      `${path} cannot be opened or read (${codeOf(error)})`,
      `${cure} ENCRYPTION_KEYS must have the key it was written with.`,
    );
  }
}
