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
  it('shows an outcome of every method, each the expected one, as often as one likes', async () => {
    const service = await serve();

    const first = await demonstrate(service);
    const second = await demonstrate(service);

    for (const { exit, rows, stderr } of [first, second]) {
      expect(stderr).toBe('');
      expect(rows.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
      expect(methodsIn(rows)).toEqual(await everyMethod(service));
      expect(exit).toEqual(allIsWell);
    }
  });

  it('leaves nothing personal of its accounts behind', async () => {
    const service = await serve();

    await demonstrate(service);

    const { verifications } = await ask<{
      verifications: { nodes: { subject: Record<string, string | null> }[] };
    }>(service.url, '{ verifications(first: 100) { nodes { subject { realName identityNo mobileNo } } } }');
    const known = verifications.nodes.flatMap(({ subject }) => Object.values(subject)).filter(Boolean);
    expect(verifications.nodes.length).toBeGreaterThan(20);
    expect(known).toEqual([]);
  });

  it('shows what fails, goes on with the rest, and fails in the end', async () => {
    const yuxinIsDead = {
      YUXIN_BASE_URL: 'http://127.0.0.1:1',
      YUXIN_TOKEN: 'token',
      YUXIN_KEY: '0123456789abcdef',
    };
    const service = await serve({ SANDBOX: 'on', ...yuxinIsDead });

    const { exit, rows, stderr } = await demonstrate(service);

    const faulty = rows.filter(({ outcome }) => outcome !== 'ok');
    expect(methodsIn(faulty)).toEqual(['MOBILE_OWNER']);
    expect(methodsIn(rows)).toEqual(await everyMethod(service));
    expect(stderr).toBe(`${faulty.length} of ${rows.length} outcomes are not the expected ones.\n`);
    expect(exit).toEqual(aFault);
  });

  it('stops at once where the sandbox does not stand in for OneNET', async () => {
    const service = await serve({ ONENET_BASE_URL: 'http://127.0.0.1:1', ONENET_ACCESS_KEY: 'AAAA' });

    const { exit, rows, stderr } = await demonstrate(service);

    expect(rows).toEqual([]);
    expect(stderr).toContain('needs the sandbox');
    expect(exit).toEqual(aFault);
  });
});

interface Row {
  readonly method: string;
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
  return [...table.matchAll(/^ +([A-Z_]{4,}) {2,}.+ {2,}(ok|NOT OK)$/gm)].map(
    ([, method = '', outcome = '']) => ({ method, outcome }),
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
