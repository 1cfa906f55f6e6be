import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openInbox, openStore } from '../../src/storage/open-store';
import { change, draft, happens, pushed, serviceKey, settings } from '../storage/samples';
import { temporaryFolder } from '../support/temporary-folder';

/** Every connection to SQLite that was opened here, by whomever. */
const mockConnections: DatabaseSync[] = [];

jest.mock('node:sqlite', () => {
  const real = jest.requireActual<typeof import('node:sqlite')>('node:sqlite');
  class Noted extends real.DatabaseSync {
    constructor(...args: ConstructorParameters<typeof real.DatabaseSync>) {
      super(...args);
      mockConnections.push(this);
    }
  }
  return { ...real, DatabaseSync: Noted };
});

const folder = temporaryFolder();
afterAll(() => folder.remove());

const store = settings(`sqlite:${join(folder.path, 'realname.db')}`);
const inboxPath = join(folder.path, 'realname.inbox');

/** What every open connection says about every file that it has: its name, `synchronous` and `journal_mode`. */
function asked(): string[] {
  return mockConnections
    .filter((connection) => connection.isOpen)
    .flatMap((connection) =>
      connection
        .prepare('pragma database_list')
        .all()
        .map(({ name, file }) => {
          const pragma = (of: string) =>
            Object.values(connection.prepare(`pragma ${name}.${of}`).get() ?? {})[0];
          return `${String(file).split('/').at(-1)} ${pragma('synchronous')} ${pragma('journal_mode')}`;
        }),
    )
    .sort();
}

/** 2 is FULL. */
const allFull = ['realname.db 2 wal', 'realname.inbox 2 wal', 'realname.keystore 2 wal'];

describe('SQLite', () => {
  it.each(['first', 'second', 'third'])(
    'waits for the disk at every commit, on every connection and in every file, at the %s opening',
    async (which) => {
      const opened = await openStore(store);
      const inbox = openInbox(inboxPath, store);
      expect(asked()).toEqual(allFull);

      await opened.verifications.create(draft(which));
      await change(opened, which, pushed(new Date(1)), new Date(1));
      inbox.put({ provider: 'ONENET', callbackHash: which, hasMac: true, body: {}, receivedAt: new Date(1) });
      expect(asked()).toEqual(allFull);

      inbox.close();
      await opened.close();
      expect(asked()).toEqual([]);
    },
  );

  it('does so next to another process, and after keys were rotated and an account was redacted', async () => {
    const keys = { ...store, encryptionKeys: [serviceKey('k2'), ...store.encryptionKeys] };
    const one = await openStore(keys);
    const two = await openStore(keys);
    const inbox = openInbox(inboxPath, keys);
    await two.encryption.rotateKeys();
    inbox.rewrap();
    await one.verifications.change('first', happens({ kind: 'redacted' }, new Date(2)));
    await one.retention.destroyRedacted(['first']);

    expect(asked()).toEqual([...allFull, 'realname.db 2 wal', 'realname.keystore 2 wal'].sort());

    inbox.close();
    await one.close();
    await two.close();
  });
});
