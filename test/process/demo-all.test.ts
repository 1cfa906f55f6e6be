import { readdirSync } from 'node:fs';
import { endProcesses, launchScript, type ServiceProcess, start } from '../support/process';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder';
import { ask } from './graphql';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  await endProcesses();
  folder.remove();
});

const serve = (env: Record<string, string> = {}) => start(env, { cwd: folder.path });

const allIsWell = { code: 0, signal: null };
const aFault = { code: 1, signal: null };

describe('npm run demo -- --all', () => {
  it('shows an outcome of every method, each the expected one, at every run', async () => {
    const service = await serve();

    const first = await demonstrate(service);
    const second = await demonstrate(service);

    for (const { exit, rows, stderr } of [first, second]) {
      expect(stderr).toBe('');
      expect(rows.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
      expect(methodsIn(rows)).toEqual(await everyMethod(service));
      expect(levelsOf(rows, 'APPROVED')).toMatchObject({
        MOBILE: 'CONTACT',
        IMPORT: 'LOW',
        LINKID_PHOTO: 'SUBSTANTIAL',
        WECHAT_FACE: 'HIGH',
      });
      expect(exit).toEqual(allIsWell);
    }
  });

  it('leaves no personal data of its accounts', async () => {
    const service = await serve();

    await demonstrate(service);

    const { verifications } = await ask<{
      verifications: { nodes: { subject: Record<string, string | null> }[] };
    }>(service.url, '{ verifications(first: 100) { nodes { subject { realName identityNo mobileNo } } } }');
    const known = verifications.nodes.flatMap(({ subject }) => Object.values(subject)).filter(Boolean);
    expect(verifications.nodes.length).toBeGreaterThan(20);
    expect(known).toEqual([]);
  });

  it('reports a failure, continues with the rest, and exits with an error', async () => {
    const yuxinIsDead = {
      YUXIN_BASE_URL: 'http://127.0.0.1:1',
      YUXIN_TOKEN: 'token',
      YUXIN_KEY: '0123456789abcdef',
      // Not taken by itself once a Yuxin is set.
      LINKID_SOURCE_TOKEN: 'sandbox-linkid-source-token',
    };
    const service = await serve({ SANDBOX: 'on', ...yuxinIsDead });

    const { exit, rows, stderr } = await demonstrate(service);

    const faulty = rows.filter(({ outcome }) => outcome !== 'ok');
    expect(methodsIn(faulty)).toEqual(['MOBILE_OWNER']);
    expect(methodsIn(rows)).toEqual(await everyMethod(service));
    expect(stderr).toBe(`${faulty.length} of ${rows.length} outcomes are not the expected ones.\n`);
    expect(exit).toEqual(aFault);
  });

  it('stops at once if the sandbox does not stand in for OneNET', async () => {
    const service = await serve({ ONENET_BASE_URL: 'http://127.0.0.1:1', ONENET_ACCESS_KEY: 'AAAA' });

    const { exit, rows, stderr } = await demonstrate(service);

    expect(rows).toEqual([]);
    expect(stderr).toContain('needs the sandbox');
    expect(exit).toEqual(aFault);
  });
});

describe('npm run demo -- --down', () => {
  it('shows a case that succeeds by the next method, because its cheapest provider is down', async () => {
    const run = launchScript('scripts/demo.mts', { TMPDIR: folder.path }, { cwd: folder.path }, '--down');

    expect(await run.exited).toEqual(allIsWell);
    expect(run.stderr).toBe('');
    const lines = run.stdout.split('\n').map((line) => line.trim().replaceAll(/ +/g, ' '));
    expect(lines.slice(3, -2)).toEqual([
      'decision 1: MOBILE_OWNER',
      expect.stringMatching(/^MOBILE_OWNER CHOSEN price 10 /),
      expect.stringMatching(/^IMPORT STANDBY price 20 /),
      'attempt 1: FAILED PROVIDER_UNAVAILABLE',
      'decision 2: IMPORT',
      expect.stringMatching(/^IMPORT CHOSEN price 20 /),
      expect.stringMatching(/^MOBILE_OWNER TRIED price 10 /),
      'attempt 2: APPROVED',
      'ACHIEVED: the account has the level LOW.',
    ]);
    expect(readdirSync(folder.path)).toEqual([]);
  });
});

interface Row {
  readonly method: string;
  readonly status: string;
  readonly level: string;
  readonly outcome: string;
}

/** Runs the demonstration against a service, to its end. */
async function demonstrate({ url }: ServiceProcess) {
  const inFolder = { cwd: folder.path };
  const run = launchScript('scripts/demo.mts', { REALNAME_URL: url }, inFolder, '--all');
  const exit = await run.exited;
  return { exit, rows: rowsIn(run.stdout), stderr: run.stderr };
}

/** The rows of the table: what begins with a method's name and ends with an outcome. */
function rowsIn(table: string): Row[] {
  return [
    ...table.matchAll(/^ +([A-Z_]{4,}) {2,}.+ {2,}([A-Z_]+|-) +([A-Z]+|-) +[\d-]+ {2,}(ok|NOT OK)$/gm),
  ].map(([, method = '', status = '', level = '', outcome = '']) => ({ method, status, level, outcome }));
}

/** The last level of each method among the rows with that status. */
function levelsOf(rows: readonly Row[], status: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    rows.filter((row) => row.status === status).map(({ method, level }) => [method, level]),
  );
}

function methodsIn(rows: readonly Row[]): string[] {
  return [...new Set(rows.map(({ method }) => method))].sort();
}

/** All names of VerificationMethod, as the schema has them. */
async function everyMethod({ url }: ServiceProcess): Promise<string[]> {
  const { __type: type } = await ask<{ __type: { enumValues: { name: string }[] } }>(
    url,
    '{ __type(name: "VerificationMethod") { enumValues { name } } }',
  );
  return type.enumValues.map(({ name }) => name).sort();
}
