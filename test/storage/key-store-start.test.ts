import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { Secret } from '../../src/domain/privacy/secret';
import type { PrivilegedAct } from '../../src/storage/acts/contract';
import { StoreOpenError } from '../../src/storage/errors';
import { moveKeys } from '../../src/storage/key-store/move-keys';
import { openStore, type StoreSettings } from '../../src/storage/open-store';
import type { Store } from '../../src/storage/store';
import { person } from '../graphql/invented';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder';
import { at, change, draft, oneTo, read, serviceKey, settings } from './samples';

let postgres: TestPostgres;
let folder: TemporaryFolder;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const keysIn = (name: string) => ({ kind: 'file', path: join(folder.path, name) }) as const;

async function withStore<Result>(
  options: StoreSettings,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const store = await openStore(options);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function query(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a PostgreSQL store with its keys in a folder', () => {
  let url: string;
  let apart: StoreSettings;
  beforeEach(async () => {
    url = await postgres.createDatabase();
    apart = settings(url, { keyStore: keysIn('keys') });
  });

  it('has no schema for keys, and none of them', async () => {
    await withStore(apart, (store) => store.verifications.create(draft('v-1')));

    expect(await query(url, "select 1 from pg_namespace where nspname = 'keystore'")).toEqual([]);
    const files = readdirSync(join(folder.path, 'keys'), { recursive: true, withFileTypes: true });
    expect(files.filter((entry) => entry.isFile()).length).toBeGreaterThan(0);
  });

  it.each([
    ['is empty', (path: string) => rmSync(path, { recursive: true })],
    ['is not there any more', (path: string) => renameSync(path, `${path}-elsewhere`)],
  ])('does not open if that folder %s, and says where to look', async (_what, lose) => {
    await withStore(apart, (store) => store.verifications.create(draft('v-1')));
    lose(join(folder.path, 'keys'));

    await expect(openStore(apart)).rejects.toThrow(/The key store .*keys lacks the keys of 1 .*KEYSTORE_URL/);
  });

  it('opens again when the keys are put back', async () => {
    await withStore(apart, (store) => store.verifications.create(draft('v-1')));
    renameSync(join(folder.path, 'keys'), join(folder.path, 'aside'));
    await expect(openStore(apart)).rejects.toThrow(StoreOpenError);
    rmSync(join(folder.path, 'keys'), { recursive: true });
    renameSync(join(folder.path, 'aside'), join(folder.path, 'keys'));

    await withStore(apart, async (store) => {
      expect((await read(store, 'v-1')).personal.subject?.reveal()).toEqual(person);
    });
  });

  it('does not open with the key store of another database, an emptied one, or an empty database', async () => {
    await withStore(apart, async () => {});
    const another = settings(await postgres.createDatabase(), { keyStore: keysIn('another') });
    await withStore(another, (store) => store.verifications.create(draft('v-1')));

    await expect(openStore({ ...apart, keyStore: keysIn('another') })).rejects.toThrow(
      'Database and key store do not belong together',
    );
    await expect(openStore({ ...apart, keyStore: keysIn('emptied') })).rejects.toThrow('The keys are gone');
    const empty = settings(await postgres.createDatabase(), { keyStore: keysIn('another') });
    await expect(openStore(empty)).rejects.toThrow(/database is empty, but .* holds keys/);
    await withStore(apart, async () => {});
  });

  it('opens without lost keys only for the command that records the redactions', async () => {
    await withStore(apart, async (store) => {
      await store.verifications.create(draft('v-1'));
      await store.verifications.create(draft('w-1', { guid: 'account-2' }));
    });
    const [lost] = await query(url, "select data_key_id from verification where id = 'v-1'");
    const id = String(lost?.['data_key_id']);
    rmSync(join(folder.path, 'keys', id.slice(0, 2), id));
    await expect(openStore(apart)).rejects.toThrow('realname keys finish-redactions');

    await withStore({ ...apart, acceptsLostKeys: true }, async (store) => {
      expect(await store.retention.keyless('', 10)).toEqual({ ids: ['v-1'], last: null });
      expect(await store.retention.keyless('', 1)).toEqual({ ids: ['v-1'], last: 'v-1' });
      await change(store, 'v-1', { kind: 'redacted' }, at(1));
      await store.retention.destroyRedacted(['v-1']);
    });

    await withStore(apart, async (store) => {
      expect((await read(store, 'w-1')).personal.subject?.reveal()).toEqual(person);
    });
  });

  it('destroys the key of one account by indexes alone, and by one file', async () => {
    await withStore(apart, (store) => store.verifications.create(draft('v-1')));
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      await client.query('set enable_seqscan = off');
      for (const sql of [
        "select guid from account where data_key_id = 'x'",
        "select * from verification where data_key_id = 'x' and redacted_at is null",
        "update verification set data_key_id = '' where data_key_id in ('x', 'y') and redacted_at is not null",
        "delete from idempotency where verification_id in ('x', 'y')",
        "select id from verification where redacted_at is not null and data_key_id != '' limit 100",
      ]) {
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${sql}`);
        expect([sql, rows.map((row) => row['QUERY PLAN']).join('\n')]).toEqual([
          sql,
          expect.stringMatching(/Index/),
        ]);
        expect(rows.map((row) => row['QUERY PLAN']).join('\n')).not.toContain('Seq Scan');
      }
    } finally {
      await client.end();
    }
  });
});

describe('a PostgreSQL store whose keys are still in the schema keystore', () => {
  const [present, fresh] = [serviceKey('k1'), serviceKey('k2')];

  const moving: PrivilegedAct = {
    id: 'a-move',
    kind: 'MOVE_KEYS',
    at: at(1),
    by: { kind: 'commandLine', systemUser: 'root', givenName: 'chen' },
    verificationId: null,
    account: null,
    approvedBy: null,
  };

  async function filled(): Promise<string> {
    const url = await postgres.createDatabase();
    await withStore(settings(url), async (store) => {
      for (const n of oneTo(3)) await store.verifications.create(draft(`v-${n}`, { guid: `account-${n}` }));
    });
    return url;
  }

  it('is refused with a key store apart, and opens after its keys were moved; the old service key opens none of them', async () => {
    const url = await filled();
    const apart = settings(url, { keyStore: keysIn('keys'), encryptionKeys: [fresh, present] });
    await expect(openStore(apart)).rejects.toThrow('realname keys move');

    // Three accounts, and the secret of the seals of rows.
    expect(await moveKeys(apart, moving)).toBe(4);

    expect(await query(url, 'select id from keystore.data_key')).toEqual([]);
    expect(await moveKeys(apart, moving)).toBe(0);
    await withStore({ ...apart, encryptionKeys: [fresh] }, async (store) => {
      expect(await store.acts.list({ limit: 10 })).toEqual([moving]);
      for (const n of oneTo(3)) {
        expect((await read(store, `v-${n}`)).personal.subject?.reveal()).toEqual(person);
      }
    });
    await expect(openStore({ ...apart, encryptionKeys: [present] })).rejects.toThrow('made with another one');
  });

  it('seals the secrets of destinations with the new service key as well', async () => {
    const url = await filled();
    const secret = Secret.of(Buffer.alloc(32, 7));
    const createdAt = new Date('2026-11-22T01:02:03.000Z');
    await withStore(settings(url), async ({ destinations }) => {
      const made = { id: 'd-1', url: 'https://hooks.example/', description: null, filter: {}, reached: 0 };
      await destinations.create({ ...made, secret, createdAt }, 1);
      await destinations.rotate('d-1', secret, createdAt);
    });
    const apart = settings(url, { keyStore: keysIn('keys'), encryptionKeys: [fresh, present] });
    await moveKeys(apart, moving);

    await withStore({ ...apart, encryptionKeys: [fresh] }, async ({ destinations }) => {
      const opened = await destinations.open('d-1');
      expect(opened?.secret.reveal()).toEqual(secret.reveal());
      expect(opened?.oldSecret?.secret.reveal()).toEqual(secret.reveal());
    });
  });

  it('keeps its keys if no new service key comes first: copies of the old seals would open', async () => {
    const url = await filled();

    await expect(moveKeys(settings(url, { keyStore: keysIn('keys') }), moving)).rejects.toThrow(
      'Put a new key first',
    );

    await withStore(settings(url), async (store) => {
      expect((await read(store, 'v-1')).personal.subject?.reveal()).toEqual(person);
      expect(await store.acts.list({ limit: 10 })).toEqual([]);
    });
  });

  it('moves what an interrupted move left', async () => {
    const url = await filled();
    const apart = settings(url, { keyStore: keysIn('keys'), encryptionKeys: [fresh, present] });
    await expect(
      moveKeys(apart, moving, () => {
        throw new Error('interrupted');
      }),
    ).rejects.toThrow('interrupted');
    expect(await query(url, 'select count(*)::int as keys from keystore.data_key')).toEqual([{ keys: 4 }]);

    expect(await moveKeys(apart, moving)).toBe(4);

    await withStore(apart, async (store) => {
      expect((await read(store, 'v-3')).personal.subject?.reveal()).toEqual(person);
    });
  });

  it('does not open when the schema is gone, and makes no empty one in the way of its restore', async () => {
    const url = await filled();
    await query(url, 'drop schema keystore cascade');

    await expect(openStore(settings(url))).rejects.toThrow(/schema keystore is missing.*pg_restore/);

    expect(await query(url, "select 1 from pg_namespace where nspname = 'keystore'")).toEqual([]);
  });
});
