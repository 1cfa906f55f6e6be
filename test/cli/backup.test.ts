import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Environment, endProcesses, type ServiceProcess, start } from '../support/process';
import { base64Key } from '../support/settings';
import { documentOf, type Packed, packPackage, type Ran } from './support/packed';
import { person, verify } from './support/people';
import { documentedOutput, shapeOf } from './support/reference';

const keys = { ENCRYPTION_KEYS: `k1:${base64Key(1)}` };
/** Names of two files of one moment. */
const pair = ['realname.db', 'realname.keystore'];

let packed: Packed;
/** Runs on the database `live` until a test ends it. */
let service: ServiceProcess;
/** Made while the service was writing. */
let backup: Ran;
let firstId: string;

const atPath = (...names: string[]) => join(packed.cwd, ...names);
const envOf = (name: string) => ({ ...keys, DATABASE_URL: `sqlite:./${name}/realname.db` });

beforeAll(async () => {
  packed = packPackage();
  service = await start(envOf('live'), packed.options);
  firstId = await verify(service.url, 'account');
  await verify(service.url, 'other-account');
  let isCopying = true;
  const writing = (async () => {
    for (let n = 0; isCopying; n += 1) await verify(service.url, `account-${n}`);
  })();
  backup = await packed.run(envOf('live'), 'backup', 'copy', '--with-keystore', '--json', '--progress');
  isCopying = false;
  await writing;
});
afterAll(async () => {
  await endProcesses();
  packed.remove();
});

/** A folder with the pair of the backup in it: another backup, or a database in its place. */
function copyTo(folder: string): void {
  mkdirSync(atPath(folder));
  for (const name of pair) copyFileSync(atPath('copy', name), atPath(folder, name));
}

function contentOf(folder: string): readonly Buffer[] {
  return pair.map((name) => readFileSync(atPath(folder, name)));
}

/** The names that the database has for an account, as an export shows them. */
async function namesOf(database: string, guid: string): Promise<readonly unknown[]> {
  const exported = await packed.run(
    envOf(database),
    'export',
    guid,
    '--purpose',
    'a test of backups',
    '--json',
  );
  const { verifications } = documentOf<{
    verifications: { personal: { subject: { realName: string } | null } }[];
  }>(exported);
  return verifications.map(({ personal }) => personal.subject?.realName);
}

describe('realname backup', () => {
  it('copies one moment while the service goes on writing', () => {
    expect(backup.code).toBe(0);
    expect(backup.stderr).toMatch(/^copy\/realname\.db: 0 %$/m);
    expect(documentOf(backup)).toMatchObject({
      database: { file: 'copy/realname.db' },
      keystore: { file: 'copy/realname.keystore' },
    });
    expect(readdirSync(atPath('copy')).toSorted()).toEqual(pair);
    for (const name of pair) expect(statSync(atPath('copy', name)).mode & 0o777).toBe(0o600);
    const database = new DatabaseSync(atPath('copy/realname.db'), { readOnly: true });
    database.prepare('attach database ? as keystore').run(atPath('copy/realname.keystore'));
    expect(database.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
    const lost =
      'select count(*) as lost from verification where data_key_id not in (select id from keystore.data_key)';
    expect(database.prepare(lost).get()).toEqual({ lost: 0 });
    const there = database.prepare('select count(*) as there from verification where id = ?').get(firstId);
    expect(there).toEqual({ there: 1 });
    database.close();
  });

  it('leaves the keys out by default, and never overwrites a backup', async () => {
    const first = await packed.run(envOf('live'), 'backup', 'plain');
    const second = await packed.run(envOf('live'), 'backup', 'plain');
    const both = await packed.run(envOf('live'), 'backup', 'both', '--with-keystore');

    expect(first).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('The key store was left out: back it up separately'),
    });
    expect(readdirSync(atPath('plain'))).toEqual(['realname.db']);
    // What a restore needs besides.
    for (const missing of ['ENCRYPTION_KEYS', 'live/realname.logkey']) {
      expect(first.stdout).toContain(missing);
    }
    expect(documentedOutput('backup')).toBe(shapeOf(both.stdout));
    expect(second).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('exists already'),
    });
  });

  it('says what is missing', async () => {
    const ran = await packed.run(envOf('nowhere'), 'backup', 'copy-of-nowhere');

    expect(ran).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('./nowhere/realname.db does not exist'),
    });
    expect(existsSync(atPath('nowhere'))).toBe(false);
  });

  it.each([
    ['backup', 'pg_dump --format=custom --exclude-schema=keystore'],
    ['restore', 'pg_restore --exit-on-error'],
  ])("names PostgreSQL's own program where that is the database: %s", async (command, program) => {
    const env = { ...keys, DATABASE_URL: 'postgres://u:secret-4711@127.0.0.1:1/db' };

    const { code, stdout, stderr } = await packed.run(env, command, 'somewhere');

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(program);
    expect(stderr).toContain('"$DATABASE_URL"');
    expect(stderr).not.toContain('4711');
  });
});

describe('realname restore', () => {
  it('restores everything into an empty place', async () => {
    const ran = await packed.run(envOf('new'), 'restore', 'copy', '--json');

    expect([ran.code, documentOf(ran)]).toEqual([
      0,
      {
        database: './new/realname.db',
        verifications: expect.any(Number),
        newest: expect.any(String),
        redacted: 0,
      },
    ]);
    expect(readdirSync(atPath('new')).toSorted()).toEqual(pair);
    expect(await namesOf('new', 'account')).toEqual([person.realName]);
  });

  it('replaces a database with --force only, and not one that is in use', async () => {
    await verify(service.url, 'account-of-later');

    const refused = await packed.run(envOf('live'), 'restore', 'copy');
    const inUse = await packed.run(envOf('live'), 'restore', 'copy', '--force');
    service.kill('SIGTERM');
    await service.exited;
    const before = await namesOf('live', 'account-of-later');
    const replaced = await packed.run(envOf('live'), 'restore', 'copy', '--force');

    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('Add --force') });
    expect(inUse).toMatchObject({ code: 1, stderr: expect.stringContaining('Stop the service first') });
    expect(before).toEqual([person.realName]);
    expect(replaced).toMatchObject({ code: 0, stdout: expect.stringContaining('must be redacted again') });
    expect(documentedOutput('restore')).toBe(shapeOf(replaced.stdout));
    expect(await namesOf('live', 'account-of-later')).toEqual([]);
    expect(await namesOf('live', 'account')).toEqual([person.realName]);
  });

  it('uses keys that were kept apart, or those in place', async () => {
    for (const folder of ['apart', 'keyless']) copyTo(folder);
    rmSync(atPath('keyless/realname.keystore'));
    rmSync(atPath('apart/realname.db'));

    const inPlace = await packed.run(envOf('apart'), 'restore', 'keyless');
    const nowhere = await packed.run(envOf('none'), 'restore', 'keyless');
    const named = await packed.run(
      envOf('none'),
      'restore',
      'keyless',
      '--keystore',
      'copy/realname.keystore',
    );

    expect(inPlace).toMatchObject({ code: 0 });
    expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining('add --keystore FILE') });
    expect(named).toMatchObject({ code: 0 });
    for (const name of ['apart', 'none']) expect(await namesOf(name, 'account')).toEqual([person.realName]);
  });

  it('keeps data redacted that was redacted after the backup, with the key store in place', async () => {
    for (const folder of ['since', 'keyless-since']) copyTo(folder);
    rmSync(atPath('keyless-since/realname.keystore'));
    expect(await packed.run(envOf('since'), 'redact', 'user', 'account', '--yes')).toMatchObject({ code: 0 });

    const refused = await packed.run(envOf('since'), 'restore', 'keyless-since', '--force');
    const restored = await packed.run(
      envOf('since'),
      'restore',
      'keyless-since',
      '--force',
      '--finish-redactions',
      '--as',
      'chen',
      '--json',
    );

    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('add --finish-redactions') });
    expect([restored.code, documentOf(restored)]).toMatchObject([0, { redacted: 1 }]);
    expect(await namesOf('since', 'account')).toEqual([undefined]);
    expect(await namesOf('since', 'other-account')).toEqual([person.realName]);
    const { acts } = documentOf<{ acts: readonly object[] }>(
      await packed.run(envOf('since'), 'acts', '--json'),
    );
    expect(acts).toContainEqual(
      expect.objectContaining({
        kind: 'FINISH_REDACTIONS',
        by: { kind: 'commandLine', systemUser: userInfo().username, givenName: 'chen' },
      }),
    );
  });

  it.each<{ what: string; spoil: (folder: string) => void; told: string; env?: Environment }>([
    { what: 'is damaged', spoil: damage, told: 'Use another backup' },
    {
      what: 'has a key store that lacks its keys',
      spoil: (folder) => change(folder, 'realname.keystore', 'delete from data_key'),
      told: 'lacks the keys of ',
    },
    {
      what: 'was made with other ENCRYPTION_KEYS',
      spoil: () => {},
      told: 'The database cannot be opened with these keys',
      env: { ENCRYPTION_KEYS: `k1:${base64Key(9)}` },
    },
    {
      what: 'was written by a newer version',
      spoil: (folder) =>
        change(
          folder,
          'realname.db',
          "insert into kysely_migration values ('9999-later', '2030-01-01T00:00:00.000Z')",
        ),
      told: 'written by a newer version (it has 9999-later)',
    },
    {
      what: 'is no database of this service',
      spoil: (folder) => writeFileSync(atPath(folder, 'realname.db'), 'This is a text.\n'.repeat(1000)),
      told: 'cannot be read as a database of this service',
    },
    {
      what: 'is not there',
      spoil: (folder) => rmSync(atPath(folder, 'realname.db')),
      told: 'does not exist',
    },
  ])('leaves everything as it was if the copy $what', async ({ what, spoil, told, env = {} }) => {
    const [folder, kept] = [`spoilt ${what}`, `kept ${what}`];
    for (const name of [folder, kept]) copyTo(name);
    spoil(folder);
    const before = contentOf(kept);

    const ran = await packed.run({ ...envOf(kept), ...env }, 'restore', folder, '--force');

    expect(ran).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(told) });
    expect(ran.stderr).not.toMatch(/^ {4}at /m);
    expect(readdirSync(atPath(kept)).toSorted()).toEqual(pair);
    expect(contentOf(kept)).toEqual(before);
  });
});

/** Every page but the first, which says that it is a database. */
function damage(folder: string): void {
  const path = atPath(folder, 'realname.db');
  const damaged = readFileSync(path).fill(0xff, 4096);
  writeFileSync(path, damaged);
}

function change(folder: string, name: string, statement: string): void {
  const database = new DatabaseSync(atPath(folder, name));
  database.exec(statement);
  database.close();
}
