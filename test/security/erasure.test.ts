import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { Secret } from '../../src/domain/privacy/secret';
import { personalFields } from '../../src/domain/verification/verification';
import { DatabaseKeyStore } from '../../src/storage/key-store/database-key-store';
import { FileKeyStore } from '../../src/storage/key-store/file-key-store';
import { NotifyBus } from '../../src/storage/postgres/notify-bus';
import { startTestApp, type TestApp } from '../support/app';
import { type FakeVault, openFakeVault } from '../support/fake-vault';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder';
import { gao } from '../support/ucenter-inputs';
import { nextUpdate, type Update, verificationUpdated } from '../support/updates';
import { allBytes, readablePeople, type SealedValue } from './support/stolen-files';

const serviceKey = { id: 'stolen', key: Secret.of(Buffer.alloc(32, 9)) };
const encryptionKeys = `${serviceKey.id}:${serviceKey.key.reveal().toString('base64')}`;

let postgres: TestPostgres;
let vault: FakeVault;
let folder: TemporaryFolder;
let folders = 0;
beforeAll(async () => {
  [postgres, vault] = await Promise.all([startPostgres(), openFakeVault()]);
});
afterAll(() => Promise.all([postgres.close(), vault.close()]));
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  jest.restoreAllMocks();
  folder.remove();
});

type Row = Readonly<Record<string, unknown>>;

/** A deployment, and all that a thief of its machines has. */
interface Deployment {
  readonly env: Readonly<Record<string, string>>;
  query(sql: string): Promise<readonly Row[]>;
  stolen(): Promise<readonly Buffer[]>;
}

async function onSqlite(): Promise<Deployment> {
  const path = join(folder.path, 'realname.db');
  return {
    env: { DATABASE_URL: `sqlite:${path}` },
    async query(sql) {
      const database = new DatabaseSync(path, { timeout: 5000 });
      try {
        return database.prepare(sql).all();
      } finally {
        database.close();
      }
    },
    stolen: async () => allBytes(folder.path),
  };
}

async function onPostgres(keyStore: Readonly<Record<string, string>>): Promise<Deployment> {
  const url = await postgres.createDatabase();
  const query = async (sql: string) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    env: { DATABASE_URL: url, INBOX_PATH: join(folder.path, 'realname.inbox'), ...keyStore },
    query,
    async stolen() {
      // What is in memory only would be missed.
      await query('checkpoint');
      return [...allBytes(postgres.dataFolder ?? '', folder.path), ...secretsOf(vault)];
    },
  };
}

function secretsOf({ contents }: FakeVault): readonly Buffer[] {
  return [...contents().matchAll(/"key":"([^"]*)"/g)].map(([, key = '']) => Buffer.from(key, 'base64'));
}

function inFolder(): Readonly<Record<string, string>> {
  const path = join(folder.path, 'keys');
  mkdirSync(path);
  return { KEYSTORE_URL: `file:${path}` };
}

/** A folder for each test: a key store belongs to one database. */
function inVault(): Readonly<Record<string, string>> {
  folders += 1;
  return { ...vault.env, KEYSTORE_URL: `${vault.env['KEYSTORE_URL']}/${folders}` };
}

const start = ({ env }: Deployment, more: Readonly<Record<string, string>> = {}): Promise<TestApp> =>
  startTestApp({
    env: { ENCRYPTION_KEYS: encryptionKeys, TRANSPARENCY_LOG: 'on', ...env, ...more },
    sweepPauseMs: 3_600_000,
  });

const verify = `mutation ($guid: ID!) {
  verifyMobileOwner(input: {
    guid: $guid, idCard: "${gao.identityNo}", userName: "${gao.name}", mobileNo: "${gao.mobileNo}"
  }) { verification { id status } }
}`;
const reveal = `mutation ($id: ID!) {
  revealPersonalInfo(input: { verificationId: $id, purpose: "a test of erasure" }) { personalInfo { realName } }
}`;
const look = 'query ($id: ID!) { verification(id: $id) { subject { realName } } }';
const masked = `${gao.name.charAt(0)}${'*'.repeat(gao.name.length - 1)}`;
const erase = 'mutation ($guid: ID!) { redactUser(guid: $guid) { redacted } }';

async function verifyOne(app: TestApp, guid: string): Promise<string> {
  const { verifyMobileOwner } = await app.query<{ verifyMobileOwner: { verification: { id: string } } }>(
    verify,
    {
      guid,
    },
  );
  return verifyMobileOwner.verification.id;
}

async function nameOf(app: TestApp, id: string): Promise<string | null> {
  const { data } = await app.send<{
    revealPersonalInfo: { personalInfo: { realName: string } | null } | null;
  }>(reveal, { id });
  return data?.revealPersonalInfo?.personalInfo?.realName ?? null;
}

async function maskedNameOf(app: TestApp, id: string): Promise<string | null> {
  const { data } = await app.send<{ verification: { subject: { realName: string } | null } | null }>(look, {
    id,
  });
  return data?.verification?.subject?.realName ?? null;
}

/** What a thief could note before the erasure: keys' names, and every sealed value. */
async function noted({ query }: Deployment): Promise<{ keyIds: string[]; values: SealedValue[] }> {
  const rows = await query('select * from verification');
  const logged = await loggedOf(query);
  const values = rows.flatMap((row) =>
    personalFields.flatMap((field): SealedValue[] => {
      const column = `sealed_${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
      const bytes = row[column];
      if (!(bytes instanceof Uint8Array)) return [];
      return [{ context: `verification:${String(row['id'])}:${field}`, bytes: Buffer.from(bytes) }];
    }),
  );
  return { keyIds: rows.map((row) => String(row['data_key_id'])), values: [...values, ...logged] };
}

/** What entries of the transparency log commit to, once every event has its entry. */
async function loggedOf(query: Deployment['query']): Promise<SealedValue[]> {
  const waiting =
    'select 1 from verification_event where not exists (select 1 from log_entry where subject_id = verification_id and log_entry.version = verification_event.version)';
  while ((await query(waiting)).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  const rows = await query('select place, sealed from log_entry where sealed is not null');
  expect(rows).not.toEqual([]);
  return rows.map(({ place, sealed }) => ({
    context: `log_entry:${String(place)}`,
    bytes: Buffer.from(sealed as Uint8Array),
  }));
}

const aboutGao = (texts: readonly string[]) => texts.filter((text) => text.includes(gao.name));

describe.each([
  ['SQLite', onSqlite],
  ['PostgreSQL with KEYSTORE_URL=file:', () => onPostgres(inFolder())],
  ['PostgreSQL with KEYSTORE_URL=vault:', () => onPostgres(inVault())],
])('redactUser on %s', (_name, open) => {
  it('leaves no byte in any file from which all remaining keys read the person, also after a restart', async () => {
    const deployment = await open();
    let app = await start(deployment);
    try {
      const ids = [await verifyOne(app, 'to-erase'), await verifyOne(app, 'to-erase')];
      const before = await noted(deployment);
      const thief = { keys: [serviceKey], ...before };
      expect(aboutGao(readablePeople(await deployment.stolen(), thief))).not.toEqual([]);
      const kept = await verifyOne(app, 'to-keep');

      expect(await app.query(erase, { guid: 'to-erase' })).toEqual({ redactUser: { redacted: 2 } });

      expect(readablePeople(await deployment.stolen(), thief)).toEqual([]);
      await app.close();
      app = await start(deployment);
      expect(readablePeople(await deployment.stolen(), thief)).toEqual([]);
      for (const id of ids) expect(await nameOf(app, id)).toBeNull();
      expect(await nameOf(app, kept)).toBe(gao.name);
      const plain = [gao.name, gao.identityNo, gao.mobileNo];
      const everything = await deployment.stolen();
      expect(plain.filter((text) => everything.some((bytes) => bytes.includes(text)))).toEqual([]);
    } finally {
      await app.close();
    }
  });

  it('erases an account again after it was verified again', async () => {
    const deployment = await open();
    const app = await start(deployment);
    try {
      await verifyOne(app, 'to-erase');
      await app.query(erase, { guid: 'to-erase' });
      const again = await verifyOne(app, 'to-erase');
      expect(await nameOf(app, again)).toBe(gao.name);
      const thief = { keys: [serviceKey], ...(await noted(deployment)) };
      expect(aboutGao(readablePeople(await deployment.stolen(), thief))).not.toEqual([]);

      await app.query(erase, { guid: 'to-erase' });

      expect(readablePeople(await deployment.stolen(), thief)).toEqual([]);
    } finally {
      await app.close();
    }
  });
});

describe('the search for what can still be read', () => {
  it.each([
    ['SQLite', onSqlite, DatabaseKeyStore],
    ['PostgreSQL with KEYSTORE_URL=file:', () => onPostgres(inFolder()), FileKeyStore],
  ] as const)(
    'finds the person on %s if the key is not destroyed',
    async (_name, open, Store) => {
      const deployment = await open();
      const app = await start(deployment);
      try {
        await verifyOne(app, 'to-erase');
        const thief = { keys: [serviceKey], ...(await noted(deployment)) };
        jest.spyOn(Store.prototype, 'destroy').mockResolvedValue(undefined);

        await app.query(erase, { guid: 'to-erase' });

        // On SQLite the sealed value itself is overwritten; a backup of the database has it.
        const backup = thief.values.map(({ bytes }) => bytes);
        expect(aboutGao(readablePeople([...(await deployment.stolen()), ...backup], thief))).not.toEqual([]);
      } finally {
        await app.close();
      }
    },
    60_000,
  );

  it('finds the person on PostgreSQL with its keys in the database itself: KEYSTORE_URL is needed', async () => {
    const deployment = await onPostgres({});
    const app = await start(deployment);
    try {
      await verifyOne(app, 'to-erase');
      const thief = { keys: [serviceKey], ...(await noted(deployment)) };

      await app.query(erase, { guid: 'to-erase' });

      expect(aboutGao(readablePeople(await deployment.stolen(), thief))).not.toEqual([]);
    } finally {
      await app.close();
    }
  });
});

describe('other processes on the same PostgreSQL and key store', () => {
  /** Two of them, and an account whose key both have opened; its row can be put back as it was, with its seal. */
  async function scene() {
    const deployment = await onPostgres(inFolder());
    const one = await start(deployment);
    const other = await start(deployment, { INBOX_PATH: join(folder.path, 'other.inbox') });
    const [erased, kept] = [await verifyOne(one, 'to-erase'), await verifyOne(one, 'to-keep')];
    expect(await nameOf(other, erased)).toBe(gao.name);
    expect(await maskedNameOf(other, erased)).toBe(masked);
    await deployment.query(`create table row_before as select * from verification where id = '${erased}'`);
    return {
      ...{ one, other, erased, kept },
      putBack: () =>
        deployment.query(
          `delete from verification where id = '${erased}'; insert into verification select * from row_before`,
        ),
      close: () => Promise.all([one.close(), other.close()]),
    };
  }

  it('show nothing of an erased account, whose key they had opened', async () => {
    const { one, other, erased, kept, putBack, close } = await scene();
    const followed = other.subscribe<Record<string, Update>>(verificationUpdated, {
      id: kept,
      sinceVersion: 0,
    });
    try {
      for (const status of ['PENDING', 'APPROVED'])
        expect(await nextUpdate(followed)).toMatchObject({ status });

      await one.query(erase, { guid: 'to-erase' });

      expect(await nameOf(other, erased)).toBeNull();
      expect(await maskedNameOf(other, erased)).toBeNull();
      // Messages come in the order in which they were sent: after this one the key is forgotten.
      await one.query(erase, { guid: 'to-keep' });
      expect(await nextUpdate(followed)).toMatchObject({ cause: 'REDACTED' });
      await putBack();
      // First: a reveal would read the key afresh.
      expect(await maskedNameOf(other, erased)).toBeNull();
      expect(await nameOf(other, erased)).toBeNull();
    } finally {
      await followed.stop();
      await close();
    }
  });

  it('show no plain value of an erased account if the message is lost, not even with its row put back', async () => {
    const { one, other, erased, putBack, close } = await scene();
    try {
      jest.spyOn(NotifyBus.prototype, 'publish').mockResolvedValue(undefined);

      await one.query(erase, { guid: 'to-erase' });

      expect(await nameOf(other, erased)).toBeNull();
      expect(await maskedNameOf(other, erased)).toBeNull();
      // What it records from now on is not sealed with the key that it still holds.
      const again = await verifyOne(other, 'to-erase');
      expect(await nameOf(one, again)).toBe(gao.name);
      await putBack();
      expect(await nameOf(other, erased)).toBeNull();
    } finally {
      await close();
    }
  });
});
