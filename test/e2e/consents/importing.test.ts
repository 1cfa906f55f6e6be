import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importFile } from '../../../src/cli/import-consents';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { openFileDatabase } from '../../support/file-database';
import { temporaryFolder } from '../../support/temporary-folder';
import { runJob } from '../../support/terminal';
import { as, submit, submitted } from '../../support/ucenter';
import {
  adult,
  child,
  childAccount,
  childCheck,
  consentsOf,
  digest,
  fatherAccount,
  faultsIn as inputFaults,
  openConsentScene,
  proofOfFather,
} from './scene';

const opened = closeAfterEach();
const head = 'guid,purpose,kind,noticeVersion,noticeDigest,givenAt,givenBy,relationProof,withdrawnAt';
const given = '2026-03-01T09:30:00+08:00';

async function scene() {
  const database = opened.keep(openFileDatabase());
  const folder = temporaryFolder();
  opened.keep({ close: async () => folder.remove() });
  const { app, ucenter } = await openConsentScene(opened, {
    now: testClock().now,
    env: { ...database.env, TRANSPARENCY_LOG: 'on' },
  });
  const path = join(folder.path, 'consents.csv');
  const run = (text: string | Buffer, { dryRun = false, json = false, consent = 'enforce' } = {}) => {
    writeFileSync(path, text);
    const env = { ...database.env, CONSENT: consent };
    return runJob(importFile, { dryRun, as: 'chen' }, [path], { env, json });
  };
  return { app, ucenter, database, run, path };
}

describe('realname import-consents', () => {
  it('records what was agreed to elsewhere: the check of a child is released by it', async () => {
    const { app, ucenter, database, run } = await scene();
    const proof = await proofOfFather(app);
    expect(inputFaults(await submit(app, 'verifyByImport', childCheck, childAccount))).toEqual([
      'purpose CONSENT_REQUIRED',
    ]);
    const file = `${head}
account-of-child,default,GUARDIAN,2025-9,${digest},${given},account-of-father,${proof},
"account, of an adult",default,GENERAL,2025-9,${digest.toUpperCase()},${given},,,2026-03-01T02:00:00Z
`;
    const dry = await run(file, { dryRun: true });
    expect(dry).toMatchObject({
      exitCode: 0,
      stdout: 'All lines are right: 2 consents would be recorded, 0 are recorded already.\n',
    });
    expect(await consentsOf(app, 'account-of-child', childAccount)).toEqual([]);

    expect(await run(file)).toMatchObject({
      exitCode: 0,
      stdout: 'Done: 2 consents were recorded, 0 were recorded before.\n',
    });

    // Each has its entry in the transparency log, or waits for it: two were given, and one of them was withdrawn.
    expect(
      rowsOf(
        database,
        `select json_extract(entry, '$.status') as status from (select entry from log_entry union all select entry from log_waiting)
         where json_extract(entry, '$.kind') = 'consent' order by status`,
      ),
    ).toEqual([{ status: 'LIVE' }, { status: 'LIVE' }, { status: 'WITHDRAWN' }]);

    const before = ucenter.verifications.length;
    await submitted(app, 'verifyByImport', childCheck, childAccount);
    expect(ucenter.verifications).toHaveLength(before + 1);
    expect(await consentsOf(app, 'account, of an adult', as('account, of an adult'))).toMatchObject([
      { kind: 'GENERAL', status: 'WITHDRAWN', noticeDigest: digest, givenAt: '2026-03-01T01:30:00.000Z' },
    ]);
  });

  it('leaves what is recorded already as it is, also what an erasure has left of it', async () => {
    const { app, database, run } = await scene();
    const file = `${head}\naccount-1,default,GENERAL,1,${digest},${given},,,\naccount-2,default,SEPARATE,1,${digest},${given},,,\n`;
    await run(file);
    await app.query('mutation { redactUser(guid: "account-1") { redacted } }');

    expect((await run(file, { json: true })).stdout).toBe('{"imported":0,"known":2,"faults":[]}\n');
    const line = `account-2,default,GENERAL,1,${digest},${given},,,
`;
    const again = file + line + line;
    expect((await run(again, { json: true })).stdout).toBe('{"imported":1,"known":3,"faults":[]}\n');
    expect(rowsOf(database, 'select count(*) as found from consent')).toEqual([{ found: 3 }]);
    expect(
      rowsOf(database, "select kind, system_user, given_name from privileged_act where kind like 'IMPORT%'"),
    ).toEqual(Array(3).fill({ kind: 'IMPORT_CONSENTS', system_user: 'chen', given_name: 'chen' }));
  });

  it('lists every wrong line with its column and what was expected, shows no value of it, and records nothing', async () => {
    const { app, database, run } = await scene();
    const proof = await proofOfFather(app);
    const other = await proofOfFather(app, { childName: '童试他' }, fatherAccount);
    await submitted(app, 'verifyByMobile', { mobileNo: '19912345678', code: '123456' }, fatherAccount);
    const lines = [
      head,
      `account-1,default,GENERAL,1,${digest},${given},,,`,
      `,heard-of,GENERALLY,,${digest.slice(1)},2026-03-01 09:30,,,`,
      `account-1,default,SEPARATE,1,${digest},2099-03-01T09:30:00Z,account-2,${proof},yesterday`,
      `account-1,default,GENERAL,1,${digest},${given},,,2026-02-28T09:30:00+08:00`,
      `account-of-child,default,GUARDIAN,1,${digest},${given},account-of-child,,`,
      `account-of-child,default,GUARDIAN,1,${digest},${given},account-of-father,unheard-of,`,
      `account-of-child,default,GUARDIAN,1,${digest},${given},account-of-other,${other},`,
      `account-1,"${adult.name}\n${adult.identityNo}",GENERAL,1,${digest},${given},,,`,
      `${adult.identityNo},default`,
    ].join('\n');

    const ran = await run(lines);
    expect(ran.exitCode).toBe(1);
    const proofText =
      'relationProof: must be an APPROVED verification by RELATION of the account in givenBy that shows this child';
    expect(ran.stdout.trimEnd().split('\n')).toEqual([
      'line 3, guid: must be the id of an account, 1 to 128 characters',
      expect.stringMatching(/^line 3, purpose: /),
      'line 3, kind: kind must be one of: GENERAL, SEPARATE, GUARDIAN.',
      expect.stringMatching(/^line 3, noticeVersion: /),
      expect.stringMatching(/^line 3, noticeDigest: /),
      expect.stringMatching(/^line 3, givenAt: must be a time with its offset/),
      expect.stringMatching(/^line 4, givenAt: .*not in the future$/),
      expect.stringMatching(/^line 4, withdrawnAt: .*empty if it stands$/),
      'line 4, givenBy: must be empty, or the same as guid',
      'line 4, relationProof: must be empty: it is for GUARDIAN only',
      'line 5, withdrawnAt: must not be before givenAt',
      "line 6, givenBy: must be the guardian's account",
      'line 6, relationProof: must be the id of the verification that shows the relation',
      `line 7, ${proofText}`,
      `line 8, ${proofText}`,
      expect.stringMatching(/^line 9, purpose: /),
      'line 11: must have 9 columns',
      'Nothing was recorded: 17 faults.',
    ]);
    for (const value of [
      adult.name,
      adult.identityNo,
      child.name,
      'account-',
      '19912345678',
      digest.slice(1),
    ]) {
      expect(ran.stdout + ran.stderr).not.toContain(value);
    }
    expect(JSON.parse((await run(lines, { dryRun: true, json: true })).stdout)).toMatchObject({
      imported: 0,
      faults: expect.arrayContaining([{ line: 11, column: null, expected: 'must have 9 columns' }]),
    });
    expect(rowsOf(database, 'select count(*) as found from consent')).toEqual([{ found: 0 }]);
  });

  it('needs the columns by their names, UTF-8, closed quotes, and CONSENT on', async () => {
    const { run, path } = await scene();
    const wrongHead = await run(`guid,purpose,kind,kind\n`);
    expect([wrongHead.exitCode, wrongHead.stdout]).toEqual([
      1,
      expect.stringMatching(/^line 1: must be the names of the columns, each once: guid, purpose/),
    ]);
    await expect(run(Buffer.from([0xc3, 0x28]))).rejects.toThrow(`${path} is not UTF-8`);
    await expect(run('"guid')).rejects.toThrow(`${path} is not CSV`);
    await expect(run(`${head}\n`, { consent: 'off' })).rejects.toThrow('while CONSENT is off');
    await expect(runJob(importFile, {}, [`${path}.gone`], {})).rejects.toThrow('cannot be read (ENOENT)');
  });
});

function rowsOf(database: ReturnType<typeof openFileDatabase>, query: string) {
  return database.beside((beside) =>
    beside
      .prepare(query)
      .all()
      .map((row) => ({ ...row })),
  );
}
