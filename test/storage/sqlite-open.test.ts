import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { sqliteAddress } from '../../src/config/database-address';
import { StoreOpenError } from '../../src/storage/errors';
import { openStore } from '../../src/storage/open-store';
import { openSqlite } from '../../src/storage/sqlite/database';
import type { Store } from '../../src/storage/store';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder';
import {
  at,
  change,
  draft,
  everythingPersonal,
  happens,
  nothingNew,
  pushed,
  read,
  sequencesOf,
  settings,
  versionsOf,
} from './samples';

let folder: TemporaryFolder;
let open: Store[];

beforeEach(() => {
  folder = temporaryFolder();
  open = [];
});

afterEach(async () => {
  for (const store of open) await store.close();
  folder.remove();
});

const path = (name = 'realname.db') => join(folder.path, name);

async function opened(name?: string): Promise<Store> {
  const store = await openStore(settings(`sqlite:${path(name)}`));
  open.push(store);
  return store;
}

async function closeAll(): Promise<void> {
  for (const store of open.splice(0)) await store.close();
}

/** The message with which the store refuses to open. */
async function refusal(name?: string): Promise<string> {
  const error: unknown = await opened(name).catch((thrown: unknown) => thrown);
  if (!(error instanceof StoreOpenError)) throw new Error('expected a StoreOpenError', { cause: error });
  return error.message;
}

function edit(file: string, statements: string): void {
  const database = new DatabaseSync(file);
  try {
    database.exec(statements);
  } finally {
    database.close();
  }
}

describe('the SQLite connection', () => {
  it.each(['main', 'keystore'])(
    'writes %s through a log and waits for the disk at every commit',
    async (schema) => {
      const { db } = openSqlite(sqliteAddress(path()));
      try {
        const pragma = async (name: string) => {
          const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(`${schema}.${name}`)}`.execute(
            db,
          );
          return rows[0]?.[name];
        };
        expect(await pragma('synchronous')).toBe(2);
        expect(await pragma('journal_mode')).toBe('wal');
        expect(await pragma('secure_delete')).toBe(1);
      } finally {
        await db.destroy();
      }
    },
  );

  it('creates files that only their owner may read', async () => {
    const store = await opened();
    await store.verifications.create(draft('v-1'));
    const files = readdirSync(folder.path);
    expect(files.length).toBeGreaterThanOrEqual(4);
    for (const file of files) {
      expect([file, (statSync(path(file)).mode & 0o777).toString(8)]).toEqual([file, '600']);
    }
  });
});

describe('opening a SQLite store', () => {
  it('creates missing folders', async () => {
    const store = await opened(join('deep', 'down', 'realname.db'));
    await store.verifications.create(draft('v-1'));
    expect(readdirSync(path(join('deep', 'down')))).toContain('realname.db');
  });

  it('keeps everything at the next opening', async () => {
    const store = await opened();
    const use = { keyHash: 'key', requestHash: 'request' };
    await store.verifications.create(
      draft('v-1', { personal: everythingPersonal, callbackTokenHash: 'door', idempotency: use }),
    );
    await store.verifications.change('v-1', happens(pushed(at(1)), at(1)), { factKey: 'fact' });
    for (const _try of [1, 2, 3])
      await store.attempts.take('target', { now: at(0), windowMs: 1000, limit: 3 });
    const before = await read(store, 'v-1');
    const history = await store.events.histories(['v-1']);
    const print = store.encryption.fingerprint('a text');
    await closeAll();

    const again = await opened();
    const after = await read(again, 'v-1');
    expect(after).toEqual(before);
    expect(after.personal.school?.reveal()).toEqual(everythingPersonal.school.reveal());
    expect(await again.events.histories(['v-1'])).toEqual(history);
    expect(again.encryption.fingerprint('a text')).toBe(print);
    expect((await again.verifications.findByCallbackToken('door'))?.id).toBe('v-1');
    expect((await again.idempotency.firstUse(use))?.kind).toBe('repeated');
    expect(
      (await again.verifications.change('v-1', happens(nothingNew, at(2)), { factKey: 'fact' }))?.kind,
    ).toBe('repeated');
    expect(await again.attempts.take('target', { now: at(0), windowMs: 1000, limit: 3 })).toEqual(
      expect.any(Date),
    );
    await change(again, 'v-1', nothingNew, at(3));
    expect(await versionsOf(again, 'v-1')).toEqual([1, 2, 3]);
    expect(await sequencesOf(again, 'account-1')).toEqual([1, 2, 3]);
  });

  it('finds every answered change although nothing was closed', async () => {
    const store = await opened();
    await store.verifications.create(draft('v-1'));
    await change(store, 'v-1', pushed(at(1)), at(1));
    // The files that a killed process leaves: as they are now.
    const copies = readdirSync(folder.path).map((name) => [name, readFileSync(path(name))] as const);
    mkdirSync(path('copy'));
    for (const [name, bytes] of copies) {
      if (!name.endsWith('-shm')) writeFileSync(path(join('copy', name)), bytes);
    }
    const found = await read(await opened(join('copy', 'realname.db')), 'v-1');
    expect(found).toMatchObject({ status: 'APPROVED', version: 2 });
    expect(found.personal.subject?.reveal()).toBeDefined();
  });

  it('can be repeated after it failed while creating the tables', async () => {
    await opened();
    await closeAll();
    // As a start that was interrupted leaves it: nothing recorded as done, and one table that is in the way.
    const database = new DatabaseSync(path());
    const names = database
      .prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`)
      .all()
      .map((row) => String(row['name']));
    for (const name of names.filter((name) => name !== 'setting')) database.exec(`drop table "${name}"`);
    database.close();
    expect(await refusal()).toMatch(/could not be migrated to this version/);

    edit(path(), 'drop table setting');
    const store = await opened();
    await store.verifications.create(draft('v-1'));
    expect(await versionsOf(store, 'v-1')).toEqual([1]);
  });
});

describe('a file that is not ours', () => {
  /** The bytes of everything in the folder, to be compared after the refusal. */
  const contents = () =>
    readdirSync(folder.path).map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(path(name)))
        .digest('hex'),
    ]);

  it.each(['delete', 'wal'])(
    'is refused and left as it was: a database of another program in %s mode',
    async (mode) => {
      edit(
        path(),
        `pragma journal_mode = ${mode}; create table other (id integer); insert into other values (1)`,
      );
      const before = contents();
      const message = await refusal();
      expect(message).toMatch(/is a database of another program\. Name a new file/);
      expect(message).toContain(path());
      expect(contents()).toEqual(before);
    },
  );

  it.each([
    ['a short text', 'not a database'],
    ['a long one', 'not a database. '.repeat(1000)],
  ])('is refused and left as it was: %s', async (_what, text) => {
    writeFileSync(path(), text);
    const before = contents();
    const message = await refusal();
    expect(message).toMatch(/cannot be opened \(.+\)\. Name a file/);
    expect(message).toContain(path());
    expect(contents()).toEqual(before);
  });

  it('is refused in place of the key store', async () => {
    await opened();
    await closeAll();
    const keystore = path('realname.keystore');
    edit(keystore, 'pragma application_id = 7');
    const before = readFileSync(keystore);
    expect(await refusal()).toMatch(/realname\.keystore is a database of another program/);
    expect(readFileSync(keystore)).toEqual(before);
  });
});

describe('a database that cannot be used', () => {
  it('is refused if a newer version has written it, and left as it was', async () => {
    await opened();
    await closeAll();
    edit(path(), `insert into kysely_migration values ('9999-of-tomorrow', '2030-01-01T00:00:00.000Z')`);
    const message = await refusal();
    expect(message).toMatch(/written by a newer version of this service \(it has 9999-of-tomorrow\)/);
    expect(message).toMatch(/Start that version, or restore a backup made before the upgrade\./);
    // Refused, it is not changed: the version that wrote it can go on.
    edit(path(), `delete from kysely_migration where name = '9999-of-tomorrow'`);
    await (await opened()).verifications.create(draft('v-1'));
  });

  it.each([
    [
      'its folder is a file',
      (): string => {
        writeFileSync(path('taken'), '');
        return join('taken', 'realname.db');
      },
    ],
    [
      'it is a folder',
      (): string => {
        mkdirSync(path('taken.db'));
        return 'taken.db';
      },
    ],
    [
      'its key store is a folder',
      (): string => {
        mkdirSync(path('taken.keystore'));
        return 'taken.db';
      },
    ],
  ])('is refused when %s', async (_why, prepare) => {
    const name = prepare();
    const message = await refusal(name);
    expect(message).toMatch(/cannot be opened \(.+\)\. Name a file that this user may write/);
    expect(message).toContain(path(name));
  });

  it('is refused if its key store is lost, and opens when that is back', async () => {
    await (await opened()).verifications.create(draft('v-1'));
    await closeAll();
    const keystore = readFileSync(path('realname.keystore'));
    edit(path('realname.keystore'), 'delete from data_key');
    expect(await refusal()).toMatch(/keys of personal data are missing\. Restore the two together\./);
    writeFileSync(path('realname.keystore'), keystore);
    expect((await read(await opened(), 'v-1')).personal.subject?.reveal()).toBeDefined();
  });

  it('stays closed when it was refused', async () => {
    await opened();
    await closeAll();
    edit(path(), `insert into kysely_migration values ('9999-of-tomorrow', '2030-01-01T00:00:00.000Z')`);
    await refusal();
    // An open connection would keep its log next to the file.
    expect(readdirSync(folder.path).sort()).toEqual(['realname.db', 'realname.keystore']);
  });
});
