import { startTestApp, type TestApp } from '../support/app';
import { testClock } from '../support/clock';
import { closeAfterEach } from '../support/closing';
import { openFakeLinkId } from '../support/fake-linkid';
import { type FarEnd, openFarEnd, type Reaction, type Received } from '../support/far-end';
import { liu } from '../support/people';
import { nextUpdate, verificationUpdated } from '../support/updates';
import { visit } from './linkid/browser';
import { as, startedPage } from './linkid/operations';

const opened = closeAfterEach();

/** Nobody waits so long here: where it matters who is first, the far end is closed instead of the time awaited. */
const longTimeoutMs = 60_000;

interface SeenOutcome {
  readonly status: string;
  readonly failure: { readonly code: string; readonly retryable: boolean } | null;
}

/** One mutation of each provider, each with an input that passes at the sandbox. */
const mutations = {
  ONENET: 'startOneNetVerification(input: { userId: 38453, phone: "19912349999" })',
  UCENTER: 'verifyByMobile(input: { mobileNo: "19912349999", code: "123456" })',
  YUXIN: `verifyMobileOwner(input: { idCard: "${liu.identityNo}", userName: "柳试一", mobileNo: "19912345678" })`,
  LINKID: `startLinkIdVerification(input: {
    name: "柳试一", certType: RESIDENT_ID_CARD, certNo: "${liu.identityNo}", redirectUri: "http://127.0.0.1:9/done"
  })`,
} as const;
type ProviderName = keyof typeof mutations;

async function run(app: TestApp, provider: ProviderName): Promise<SeenOutcome> {
  const { answer } = await app.query<{ answer: { verification: SeenOutcome } }>(
    `mutation { answer: ${mutations[provider]} { verification { status failure { code retryable } } } }`,
  );
  return answer.verification;
}

interface Sleeper extends FarEnd {
  /** Resolves when that many unanswered requests have arrived. */
  haveCome(count: number): Promise<void>;
}

/** A far end that gives tokens and never answers anything else. */
async function openSleeper(): Promise<Sleeper> {
  const waiting: { readonly count: number; resolve(): void }[] = [];
  let unanswered = 0;
  const react = ({ url }: Received): Reaction => {
    if (/access_?token/i.test(url)) return { json: { access_token: 'token', expires_in: 7200 } };
    unanswered += 1;
    for (const waiter of waiting) if (unanswered >= waiter.count) waiter.resolve();
    return 'hang';
  };
  const farEnd = await openFarEnd(react);
  return opened.keep({
    ...farEnd,
    haveCome: (count) =>
      new Promise((resolve) => {
        if (unanswered >= count) resolve();
        else waiting.push({ count, resolve });
      }),
  });
}

/** The settings that lead one provider to a far end; the sandbox stands in for the others. */
function settingsFor(provider: ProviderName, baseUrl: string, timeoutMs: number): Record<string, string> {
  const own: Record<ProviderName, Record<string, string>> = {
    ONENET: { ONENET_BASE_URL: baseUrl, ONENET_ACCESS_KEY: Buffer.alloc(32, 1).toString('base64') },
    UCENTER: { UCENTER_BASE_URL: baseUrl, UCENTER_CLIENT_ID: 'us', UCENTER_CLIENT_SECRET: 'secret' },
    YUXIN: { YUXIN_BASE_URL: baseUrl, YUXIN_TOKEN: 'token', YUXIN_KEY: 'sixteen bytes !!' },
    LINKID: {
      LINKID_BASE_URL: baseUrl,
      LINKID_SSO_URL: baseUrl,
      LINKID_CLIENT_ID: 'us',
      LINKID_CLIENT_SECRET: 'secret',
    },
  };
  return { ...own[provider], SANDBOX: 'on', PROVIDER_TIMEOUT_MS: String(timeoutMs) };
}

async function openBeside(provider: ProviderName, timeoutMs = longTimeoutMs) {
  const sleeper = await openSleeper();
  const app = opened.keep(await startTestApp({ env: settingsFor(provider, sleeper.baseUrl, timeoutMs) }));
  return { sleeper, app };
}

const providers = Object.keys(mutations) as ProviderName[];
const unavailable = { status: 'FAILED', failure: { code: 'PROVIDER_UNAVAILABLE', retryable: true } };

describe('a provider that never answers', () => {
  it.each(providers)('fails its callers after the timeout: %s', async (dead) => {
    const { app } = await openBeside(dead, 200);

    expect(await Promise.all([run(app, dead), run(app, dead)])).toEqual([unavailable, unavailable]);
  });

  it.each(providers)('does not delay other requests: %s', async (dead) => {
    const { sleeper, app } = await openBeside(dead);
    const order: string[] = [];
    const others = providers.filter((provider) => provider !== dead);

    const hanging = run(app, dead).finally(() => order.push(dead));
    await sleeper.haveCome(1);
    for (const provider of others) {
      const { status } = await run(app, provider);
      expect(status).toMatch(/^(AWAITING_USER|APPROVED)$/);
      order.push(provider);
    }
    await sleeper.close();

    expect(await hanging).toEqual(unavailable);
    expect(order).toEqual([...others, dead]);
  });

  it('with fifty concurrent calls delays no other caller, and fails each of the fifty', async () => {
    const { sleeper, app } = await openBeside('YUXIN');
    const order: string[] = [];

    const hanging = Array.from({ length: 50 }, () => run(app, 'YUXIN').finally(() => order.push('hung')));
    await sleeper.haveCome(50);
    for (const provider of ['ONENET', 'UCENTER', 'LINKID'] as const) {
      await run(app, provider);
      order.push(provider);
    }
    const { verifications } = await app.query<{ verifications: { nodes: unknown[] } }>(
      '{ verifications(first: 100, filter: { status: [PENDING] }) { nodes { id } } }',
    );
    order.push('read');
    await sleeper.close();

    expect(verifications.nodes).toHaveLength(50);
    expect(await Promise.all(hanging)).toEqual(Array(50).fill(unavailable));
    expect(order.slice(0, 4)).toEqual(['ONENET', 'UCENTER', 'LINKID', 'read']);
  });

  it('does not delay subscribers, nor an event of another provider', async () => {
    const { sleeper, app } = await openBeside('UCENTER');
    const hanging = run(app, 'UCENTER');
    await sleeper.haveCome(1);
    let isHanging = true;
    void hanging.finally(() => {
      isHanging = false;
    });

    const { id, authUrl } = await startedPage(app, {}, as('account-of-lin'));
    const following = app.subscribe<Record<string, never>>(verificationUpdated, { id, sinceVersion: 2 });
    const { location } = await visit(authUrl, {
      method: 'POST',
      body: new URLSearchParams({ passed: 'true' }),
    });
    await visit(location ?? '');

    expect(await nextUpdate(following)).toMatchObject({ version: 3, status: 'APPROVED' });
    expect(isHanging).toBe(true);
    await following.stop();
    await sleeper.close();
    expect(await hanging).toEqual(unavailable);
  });

  it('does not delay the shutdown, although polls are waiting', async () => {
    const clock = testClock();
    const linkId = opened.keep(
      await openFakeLinkId({ result: (_at, count) => (count <= 6 ? { status: 500 } : 'hang') }),
    );
    const app = await startTestApp({
      now: clock.now,
      sweepPauseMs: 2,
      env: { ...linkId.env, PROVIDER_TIMEOUT_MS: '1000' },
    });
    for (const at of ['at-1', 'at-2', 'at-3']) {
      await startedPage(app);
      await visit(linkId.returnAddress(at));
    }
    clock.advance(30_000);
    await linkId.haveAsked(7);

    await app.close();

    // The question under way is waited for, and no other is begun.
    expect(linkId.asked).toHaveLength(7);
  });
});
