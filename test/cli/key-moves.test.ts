import { mkdirSync, rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startTestApp } from '../support/app';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { endProcesses, launchProgram } from '../support/process';
import { base64Key } from '../support/settings';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder';
import { gao } from '../support/ucenter-inputs';

let postgres: TestPostgres;
let folder: TemporaryFolder;
beforeAll(async () => {
  postgres = await startPostgres();
  folder = temporaryFolder();
});
afterAll(async () => {
  await endProcesses();
  await postgres.close();
  folder.remove();
});

async function run(env: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const launched = launchProgram(env, { cwd: folder.path }, ...args);
  const { code } = await launched.exited;
  return { code, stdout: launched.stdout, stderr: launched.stderr };
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

describe('realname keys move and keys finish-redactions', () => {
  it('are recorded, with the system user and the name of --as', async () => {
    const url = await postgres.createDatabase();
    const [present, fresh] = [`k1:${base64Key(1)}`, `k2:${base64Key(2)}`];
    const env = { DATABASE_URL: url, ENCRYPTION_KEYS: present, INBOX_PATH: ':memory:' };
    const app = await startTestApp({ env });
    await app.query(`mutation { verifyMobileOwner(input: {
      idCard: "${gao.identityNo}", userName: "${gao.name}", mobileNo: "${gao.mobileNo}"
    }) { verification { id } } }`);
    await app.close();
    const keys = join(folder.path, 'keys');
    mkdirSync(keys);
    const apart = { ...env, ENCRYPTION_KEYS: `${fresh},${present}`, KEYSTORE_URL: `file:${keys}` };

    expect(await run(apart, 'keys', 'move', '--as', 'chen')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Done: \d+ keys moved\./),
    });
    const [row] = await query(url, 'select data_key_id as id from verification');
    const id = String(row?.['id']);
    rmSync(join(keys, id.slice(0, 2), id));
    expect(await run(apart, 'keys', 'finish-redactions', '--as', 'chen', '--json')).toMatchObject({
      code: 0,
      stdout: '{"redacted":1}\n',
    });

    const { acts } = JSON.parse((await run(apart, 'acts', '--json')).stdout) as {
      acts: readonly { kind: string; by: unknown }[];
    };
    const by = { kind: 'commandLine', systemUser: userInfo().username, givenName: 'chen' };
    expect(acts).toMatchObject([
      { kind: 'FINISH_REDACTIONS', by },
      { kind: 'MOVE_KEYS', by },
    ]);
  });
});
