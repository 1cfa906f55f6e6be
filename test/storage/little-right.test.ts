import { Client } from 'pg';
import { postgresFindings } from '../../src/cli/doctor/postgres';
import { openStore } from '../../src/storage/open-store';
import { startTestApp, temporaryFolder } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { as, submitted } from '../support/ucenter';
import { ucenterMethods } from '../support/ucenter-inputs';
import { addressOf, settings } from './samples';

const opened = closeAfterEach();
let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres.close());

async function run(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A migrated database, and the address of a role that may select, insert, update and delete in it, and nothing else. */
async function withLittleRight() {
  const owner = await postgres.createDatabase();
  const store = await openStore(settings(owner));
  await store.maintenance.makeRoom(new Date());
  await store.close();
  const address = new URL(owner);
  const role = `little_${address.pathname.slice(1)}`;
  await run(
    owner,
    `create role ${role} login`,
    `revoke create on schema public from public`,
    `revoke temporary on database ${address.pathname.slice(1)} from public`,
    `grant usage on schema keystore to ${role}`,
    `grant select, insert, update, delete on all tables in schema public, keystore to ${role}`,
  );
  address.username = role;
  return { owner, role, url: address.href };
}

describe('a role with select, insert, update and delete alone', () => {
  it('serves with MIGRATE=off: verifies, reveals, redacts, and does every duty', async () => {
    const { owner, url } = await withLittleRight();
    await expect(run(url, 'create table something (id text)')).rejects.toThrow(/permission denied/);
    const folder = opened.keep({ ...temporaryFolder(), close: async () => {} });
    const store = settings(owner);
    const { id: key, key: secret } = store.encryptionKeys[0] ?? { id: '', key: null };
    const app = opened.keep(
      await startTestApp({
        env: {
          DATABASE_URL: url,
          MIGRATE: 'off',
          INBOX_PATH: `${folder.path}/inbox`,
          ENCRYPTION_KEYS: `${key}:${secret?.reveal().toString('base64')}`,
        },
        sweepPauseMs: 5,
      }),
    );
    const me = as('account-of-gao');
    const { id } = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, me);

    const shown = await app.query<{ revealPersonalInfo: { personalInfo: object | null } }>(
      `mutation ($id: ID!) { revealPersonalInfo(input: { verificationId: $id, purpose: "a test of rights" }) {
        personalInfo { realName } } }`,
      { id },
    );
    const redacted = await app.query('mutation { redactUser(guid: "account-of-gao") { redacted } }');

    expect(shown.revealPersonalInfo.personalInfo).not.toBeNull();
    expect(redacted).toEqual({ redactUser: { redacted: 1 } });
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    const duties = ['expire', 'retain', 'makeRoom', 'sealRows', 'countIdentities', 'forgetAttempts'];
    const done = async () => {
      const { rows } = await ask(owner, 'select duty from lease where last_success_at is not null');
      return duties.every((duty) => rows.some((row) => row['duty'] === duty));
    };
    while (!(await done())) await new Promise((resolve) => setImmediate(resolve));
    expect(app.logLines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('is refused at the start if the tables are missing or of an older release, with the way out', async () => {
    const url = await postgres.createDatabase();

    await expect(openStore({ ...settings(url), migrates: false })).rejects.toThrow(
      /lacks 0001-initial, .*realname migrate.*MIGRATE=off/,
    );
    const { owner, url: little } = await withLittleRight();
    await run(owner, "delete from schema_expansion where name = '0018-privileged-acts'");
    await expect(openStore({ ...settings(little), migrates: false })).rejects.toThrow(
      /lacks 0018-privileged-acts, and this process does not migrate/,
    );
  });

  it('reports a missing partition of the next month, which only `realname migrate` makes', async () => {
    const { url } = await withLittleRight();
    const store = opened.keep(await openStore({ ...settings(url), migrates: false }));

    await expect(store.maintenance.makeRoom(new Date())).resolves.toBeUndefined();
    await expect(store.maintenance.makeRoom(new Date(Date.now() + 200 * 86_400_000))).rejects.toThrow(
      /no partition for \d{4}_\d{2}: run `realname migrate`/,
    );
  });

  it('gets the missing grants from doctor, by name', async () => {
    const { owner, role, url } = await withLittleRight();
    const look = async () => {
      const findings = await postgresFindings(addressOf(url) as never, () => settings(url), new Set());
      return findings.filter(({ check }) => check === 'grants');
    };
    await run(
      owner,
      'create role stranger',
      'create table not_ours (id text)',
      'alter table not_ours owner to stranger',
    );
    expect(await look()).toEqual([]);

    await run(
      owner,
      `revoke insert, update on reveal from ${role}`,
      `revoke usage on schema keystore from ${role}`,
    );

    expect(await look()).toEqual([
      {
        check: 'grants',
        state: 'fail',
        found: 'this user lacks: insert on reveal, update on reveal, usage on schema keystore',
        cure: expect.stringContaining('grant insert on reveal to …;'),
      },
    ]);
  });
});

async function ask(url: string, statement: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query<Record<string, unknown>>(statement);
  } finally {
    await client.end();
  }
}
