import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { openInbox, type StoreSettings } from '../../storage/open-store';
import { codeOf, type Finding, fail, ok, warn } from './finding';
import { unwritable } from './folder';

const check = 'inbox';
const cure = 'Name a file that this user may write, in a folder that this user may write (INBOX_PATH).';

/** The file that keeps pushes while the database cannot be written, and its content. */
export function inboxFinding(path: string, store: () => StoreSettings): Finding {
  if (path === ':memory:') return ok(check, 'in memory');
  const fault = unwritable(dirname(path));
  if (fault !== null) return fail(check, `${path} cannot be written (${fault})`, cure);
  if (!existsSync(path)) return ok(check, 'empty');
  try {
    const inbox = openInbox(path, store());
    const { waiting, aside } = inbox.counts();
    // Opens the pushes, so that a missing key is found now, and not only when a push is applied.
    for (const { open } of inbox.waiting(0, 100)) open();
    inbox.close();
    if (aside > 0) {
      return warn(
        check,
        `${aside} pushes were set aside, ${waiting} wait`,
        '`realname inbox list` says why; `realname inbox replay` tries them again.',
      );
    }
    return waiting > 0
      ? warn(
          check,
          `${waiting} pushes wait for the database`,
          'The running service applies them as soon as the database can be written: check the database, and that the service is running.',
        )
      : ok(check, 'writable and empty');
  } catch (error) {
    return fail(
      check,
      `${path} cannot be opened or read (${codeOf(error)})`,
      `${cure} Include the key it was written with (ENCRYPTION_KEYS).`,
    );
  }
}
