import { Client } from 'pg';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { hasRedis, startRedis } from '../support/redis';
import { base64Key } from '../support/settings';
import { documentOf, type Packed, packPackage } from './support/packed';

interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly found: string;
  readonly cure: string | null;
}

let packed: Packed;
let postgres: TestPostgres;
beforeAll(async () => {
  packed = packPackage();
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.close();
  packed.remove();
});

const keys = { ENCRYPTION_KEYS: `k1:${base64Key(1)}`, SANDBOX: 'off' };

/** The database of the tests is not durable, on purpose; that is told every time. */
async function examine(env: Record<string, string>) {
  const ran = await packed.run({ ...keys, ...env }, 'doctor', '--json');
  const { findings } = documentOf<{ findings: readonly Finding[] }>(ran);
  const troubles = findings
    .filter(({ state }) => state !== 'ok')
    .map(({ check, state }) => `${state} ${check}`);
  return { findings, troubles };
}

async function change(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

describe('realname migrate on PostgreSQL', () => {
  it('creates the tables once, and the partitions of the next months', async () => {
    const DATABASE_URL = await postgres.createDatabase();

    const first = await packed.run({ ...keys, DATABASE_URL }, 'migrate', '--json');
    const second = await packed.run({ ...keys, DATABASE_URL }, 'migrate', '--json');

    expect([first.code, documentOf(first)]).toEqual([
      0,
      {
        done: [
          '0001-initial',
          '0002-monthly-events',
          '0003-more-references',
          '0004-assurance',
          '0005-single-use',
          '0006-messages',
          '0007-erasure',
          '0008-guards',
          '0009-leases',
          '0010-feed',
          '0011-cases',
          '0012-transparency-log',
          '0013-consents',
          '0017-row-seal',
          '0018-privileged-acts',
          '0020-destinations',
          '0021-case-erasure',
          '0023-case-seal',
          '0024-log-places',
        ],
      },
    ]);
    expect([second.code, documentOf(second)]).toEqual([0, { done: [] }]);
  });
});

describe('realname doctor on PostgreSQL', () => {
  it('distinguishes an empty database from a ready one, and creates nothing in it', async () => {
    const DATABASE_URL = await postgres.createDatabase();

    const before = await examine({ DATABASE_URL });
    const still = await examine({ DATABASE_URL });
    await packed.run({ ...keys, DATABASE_URL }, 'migrate');
    const { findings, troubles } = await examine({ DATABASE_URL });

    for (const { troubles: early } of [before, still]) {
      expect(early).toEqual(['fail durability', 'warn migrations']);
    }
    expect(troubles).toEqual(['fail durability', 'warn key-store-place']);
    const found = Object.fromEntries(findings.map((finding) => [finding.check, finding.found]));
    expect(found).toMatchObject({
      database: 'PostgreSQL can be read and written',
      migrations: 'the database is at this version',
      'key-store': 'has the keys of the newest verifications',
      'wake-ups': 'NOTIFY delivers them',
      'clock:database': expect.stringContaining('agrees'),
    });
    expect(found['durability']).toContain('fsync is off');
  });

  it('finds other keys, a lost key store, and a read-only database', async () => {
    const DATABASE_URL = await postgres.createDatabase();
    await packed.run({ ...keys, DATABASE_URL }, 'migrate');

    const otherKeys = await examine({ DATABASE_URL, ENCRYPTION_KEYS: `k9:${base64Key(9)}` });
    await change(DATABASE_URL, 'drop schema keystore cascade');
    const lost = await examine({ DATABASE_URL });
    const name = new URL(DATABASE_URL).pathname.slice(1);
    await change(DATABASE_URL, `alter database ${name} set default_transaction_read_only = on`);
    const readOnly = await examine({ DATABASE_URL });

    expect(otherKeys.troubles).toEqual(['fail durability', 'warn key-store-place', 'fail keys']);
    expect(lost.troubles).toEqual(['fail durability', 'fail key-store']);
    expect(readOnly.troubles).toEqual(['fail database', 'fail durability', 'fail key-store']);
    expect(readOnly.findings.find(({ check }) => check === 'database')?.cure).toContain('primary');
  });

  it('says which database or user does not exist', async () => {
    const url = new URL(await postgres.createDatabase());
    url.pathname = '/nobody-made-this';

    const { findings, troubles } = await examine({ DATABASE_URL: url.href });

    expect(troubles).toEqual(['fail database', 'fail wake-ups']);
    expect(findings.find(({ check }) => check === 'database')).toMatchObject({
      found: expect.stringContaining('3D000'),
      cure: 'Create the database, or name another one (DATABASE_URL).',
    });
  });

  (hasRedis ? it : it.skip)('hears itself through Redis, and says so when Redis is gone', async () => {
    const redis = await startRedis();
    const env = { DATABASE_URL: await postgres.createDatabase(), BUS_URL: redis.url };

    const there = await examine(env);
    await redis.close();
    const gone = await examine(env);

    expect(there.findings).toContainEqual(
      expect.objectContaining({ check: 'wake-ups', state: 'ok', found: 'Redis delivers them' }),
    );
    expect(gone.troubles).toContain('fail wake-ups');
  });
});
