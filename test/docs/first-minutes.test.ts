import { english } from '../../examples/web/src/language/english';
import { tabs } from '../../src/http/graphql/graphiql-tabs';
import { installClient } from '../client/support/installed-client';
import { startTestApp, type TestApp } from '../support/app';
import { approve } from './support/approve';
import { blocksOf, textOf } from './support/markdown';
import { scripts } from './support/sources';

/** What a person does who has read these documents and nothing else. */
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

interface Started {
  readonly startOneNetVerification: {
    readonly verification: { readonly id: string; readonly status: string; readonly authUrl: string };
  };
}

describe.each(['README.md', 'README.zh.md'])('the first minutes by %s', (document) => {
  const text = textOf(document);
  const named = [...text.matchAll(/\b(Start|Follow|Methods|MyVerifications)\b/g)].map(([name]) => name);
  const tabOf = (name: string) =>
    tabs.find(({ query }) => new RegExp(`^\\w+ ${name}\\b`, 'm').test(query))?.query ?? '';

  it('begin with one command, and the address of GraphiQL', async () => {
    const [first] = blocksOf(document);

    expect(first?.text).toBe('npm ci && npm start\n');
    expect(text).toContain('<http://127.0.0.1:4001/>');
    const page = await fetch(app.url, { headers: { accept: 'text/html' } });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('GraphiQL')]);
  });

  it('lead through the two tabs of GraphiQL that they name to a live APPROVED', async () => {
    expect(named).toEqual(expect.arrayContaining(['Start', 'Follow']));

    const { startOneNetVerification } = await app.query<Started>(tabOf('Start'));
    const { id, status, authUrl } = startOneNetVerification.verification;
    expect(status).toBe('AWAITING_USER');
    const following = app.subscribe<{ verificationUpdated: { status: string } }>(tabOf('Follow'), { id });
    const next = async () => (await following.next()).verificationUpdated.status;

    expect([await next(), await next()]).toEqual(['PENDING', 'AWAITING_USER']);
    await approve(authUrl);
    expect(await next()).toBe('APPROVED');
    await following.stop();
  });
});

describe('the example page by its README', () => {
  it('is started by a script, and has every button and label that the README quotes', () => {
    const text = textOf('examples/web/README.md');
    const [first] = blocksOf('examples/web/README.md');
    const quoted = [...text.matchAll(/"([A-Z][^"]+)"/g)].map(([, words = '']) => words);
    const [, script = ''] = /^npm run (\w+)/.exec(first?.text ?? '') ?? [];

    expect(scripts).toHaveProperty([script]);
    // web.test.ts in test/examples presses them.
    expect(quoted).toContain('Fill in an example');
    expect(quoted.filter((words) => !JSON.stringify(english).includes(`"${words}"`))).toEqual([]);
  });
});

describe('the first client by docs/front-end.md', () => {
  const client = installClient();
  afterAll(() => client.remove());

  it('is one block of at most 30 lines, which runs in an empty project to a live APPROVED', async () => {
    const program = blocksOf('docs/front-end.md').find(
      ({ source }) => source === 'from examples/client/main.mts',
    );
    const text = program?.text ?? '';
    expect(text.split('\n').length).toBeLessThanOrEqual(30);

    // The sandbox approves this phone at once, as docs/sandbox.md says.
    expect(textOf('docs/sandbox.md')).toContain('`15415400000`');
    const printed = await client.start('program.mts', text, ['15415400000'], {
      REALNAME_URL: `${app.url}/graphql`,
    });

    expect(printed).toMatch(/^Open http:\S+$/m);
    expect(printed).toMatch(/^3 {2}APPROVED {2}PROVIDER_CALLBACK/m);
  });
});
