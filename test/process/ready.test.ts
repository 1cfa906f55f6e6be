import { subscribe, temporaryFolder } from '../support/app';
import { endProcesses, launchScript, type ServiceProcess, start } from '../support/process';
import { type Followed, followSubscription, startOneNet } from './graphql';
import { resourcesOf } from './page';

// Several starts, on a machine that may be busy.

const folder = temporaryFolder();
const inFolder = { cwd: folder.path };
let service: ServiceProcess;
beforeAll(async () => {
  service = await start({}, inFolder);
});
afterAll(async () => {
  await endProcesses();
  folder.remove();
});

describe('the started service', () => {
  it('reports health and readiness, and counts its work', async () => {
    const { url } = service;
    await startOneNet(url, '15522223333');

    const [alive, ready, metrics] = await Promise.all(
      ['/healthz', '/readyz', '/metrics'].map((path) => fetch(`${url}${path}`)),
    );

    expect([alive?.status, await alive?.json()]).toEqual([200, { status: 'ok' }]);
    expect([ready?.status, await ready?.json()]).toEqual([200, { status: 'ready' }]);
    expect(metrics?.headers.get('content-type')).toContain('text/plain');
    expect(await metrics?.text()).toContain(
      'realname_verification_changes_total{provider="ONENET",method="ONENET_PAGE",status="AWAITING_USER",cause="PROVIDER_RESPONSE"}',
    );
  });

  it('warns that dev mode trusts every caller, and logs nothing else', () => {
    expect(service.stdout).toContain(
      'AUTH_MODE=dev: the service trusts what every request says about its caller',
    );
    expect(service.stderr).toBe('');
  });

  it('delivers a decision on the sandbox page to a subscriber', async () => {
    const { url, sandboxUrl } = service;
    const { id, authUrl } = await startOneNet(url, '15522223333');
    const events = subscribe<Followed>(
      `${url.replace('http', 'ws')}/graphql`,
      followSubscription,
      { id, sinceVersion: 2 },
      {},
    );

    await fetch(authUrl, { method: 'POST', body: new URLSearchParams({ auditStatus: '0' }) });

    expect(authUrl.startsWith(`${sandboxUrl}/`)).toBe(true);
    expect(await events.next()).toEqual({
      verificationUpdated: { version: 3, status: 'APPROVED', cause: 'PROVIDER_CALLBACK' },
    });
    await events.stop();
  });
});

describe('the GraphiQL page at /', () => {
  it('loads nothing from other hosts, so that it works offline', async () => {
    const { url } = service;

    const response = await fetch(`${url}/`);
    const page = await response.text();

    expect(response.headers.get('content-type')).toContain('text/html');
    expect(page).toContain('YogaGraphiQL.renderYogaGraphiQL(');
    expect(page).toContain('"endpoint":"/graphql"');
    expect(resourcesOf(page).filter((address) => !address.startsWith('data:'))).toEqual([]);
  });

  it('is proven by a test that would find a load from another host', () => {
    const page = `<link rel=stylesheet href=//cdn.example/1><script src="https://cdn.example/2"></script>
      <style>@import "http://cdn.example/3"; p { background: url(https://cdn.example/4) }</style>
      <script>import("https://cdn.example/5"); new Worker('https://cdn.example/6'); fetch(\`https://cdn.example/7\`)
      // see https://example.com/
      const link = { href: "https://example.com/documentation", xmlns: "http://www.w3.org/2000/svg" };</script>
      <a href="https://example.com/">a link that one may follow</a>`;

    expect(resourcesOf(page).map((address) => address.at(-1))).toEqual([...'1234567']);
  });
});

describe('npm run demo', () => {
  const demo = 'scripts/demo.mts';

  it('shows a verification from the request to the approval with its masked result', async () => {
    const { url } = service;

    const run = launchScript(demo, { REALNAME_URL: url }, inFolder);

    expect(await run.exited).toEqual({ code: 0, signal: null });
    expect(run.stderr).toBe('');
    const statuses = run.stdout.match(/\b(PENDING|AWAITING_USER|APPROVED) +[A-Z_]+/g);
    expect(statuses?.map((line) => line.split(/ +/))).toEqual([
      ['PENDING', 'REQUESTED'],
      ['AWAITING_USER', 'PROVIDER_RESPONSE'],
      ['APPROVED', 'PROVIDER_CALLBACK'],
    ]);
    expect(run.stdout).toMatch(/mobileNo +155\*{4}3333/);
  });

  it('says how to start the service if it is not running', async () => {
    const run = launchScript(demo, { REALNAME_URL: 'http://127.0.0.1:1' }, inFolder);

    expect(await run.exited).toEqual({ code: 1, signal: null });
    expect(run.stderr).toBe(
      'The service does not answer at http://127.0.0.1:1: start it in another terminal with npm start, or set REALNAME_URL to where it runs.\n',
    );
  });

  it('says so if another server answers', async () => {
    const { sandboxUrl } = service;

    const run = launchScript(demo, { REALNAME_URL: sandboxUrl ?? '' }, inFolder);

    expect(await run.exited).toEqual({ code: 1, signal: null });
    expect(run.stderr).toMatch(/^The server at http:\/\/127\.0\.0\.1:\d+ is not this service .+\n$/);
  });

  it('fails if the verification ends in any other way', async () => {
    const oneNetIsDead = { ONENET_BASE_URL: 'http://127.0.0.1:1', ONENET_ACCESS_KEY: 'AAAA' };
    const { url } = await start(oneNetIsDead, inFolder);

    const run = launchScript(demo, { REALNAME_URL: url }, inFolder);

    expect(await run.exited).toEqual({ code: 1, signal: null });
    expect(run.stdout).toContain('FAILED');
    expect(run.stderr).toBe('The verification ended as FAILED, not as APPROVED.\n');
  });
});
