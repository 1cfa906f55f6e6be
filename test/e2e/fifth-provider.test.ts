import { loadConfig } from '../../src/config/config';
import { registry } from '../../src/providers/registry';
import { startTestApp, type TestApp, type TestAppOptions } from '../support/app';
import { testClock } from '../support/clock';
import { closeAfterEach } from '../support/closing';
import { openFarEnd, type Reaction } from '../support/far-end';
import { acme } from '../support/fifth-provider/acme/entry';
import { AcmeResolver } from '../support/fifth-provider/graphql';
import { createAcmeTwin } from '../support/fifth-provider/twin';
import { nextUpdate, nextUpdates, userVerificationUpdated, verificationUpdated } from '../support/updates';

const opened = closeAfterEach();

type Verdict = 'yes' | 'no' | 'later';

/** ACME's far end: gives its verdicts one after the other, the last one for good. */
async function openAcme(...verdicts: [Verdict, ...Verdict[]]) {
  let answered = 0;
  const react = (): Reaction => {
    const verdict = verdicts[Math.min(answered, verdicts.length - 1)];
    answered += 1;
    return { json: { verdict, ticket: 'ticket-7' } };
  };
  return opened.keep(await openFarEnd(react));
}

/** All that a fifth provider touches: its line of the registry, its mutations, its twin. */
const fifth: TestAppOptions = {
  registry: [...registry, acme],
  moreResolvers: [AcmeResolver],
  moreTwins: (tools) => [createAcmeTwin(tools)],
};

/** With ACME at an address, and the sandbox for the others; without one, ACME is switched off. */
async function openWithAcme(baseUrl: string | null, options: TestAppOptions = {}): Promise<TestApp> {
  const env = baseUrl === null ? {} : { ACME_BASE_URL: baseUrl, ACME_TOKEN: 'token-of-acme', SANDBOX: 'on' };
  const { moreTwins: _twin, ...others } = fifth;
  return opened.keep(await startTestApp({ ...others, ...options, env: { ...env, ...options.env } }));
}

/** With ACME's twin in the sandbox, as a developer starts it: no setting at all. */
async function openWithTwin(options: TestAppOptions = {}): Promise<TestApp> {
  return opened.keep(await startTestApp({ ...fifth, ...options }));
}

interface Seen {
  readonly id: string;
  readonly version: number;
  readonly provider: string;
  readonly method: string;
  readonly status: string;
  readonly authUrl: string | null;
  readonly history: readonly { readonly cursor: string }[];
  readonly [field: string]: unknown;
}

const fields = `id version provider method status authUrl subject { realName }
  failure { code providerCode } conflict { mobileNo guid mergeable }
  references { rnAuthTicket busiSeq transactionId deviceId at bsn }
  history { version status cause message cursor }`;

interface Payload {
  readonly verification: Seen | null;
  readonly inputErrors: readonly { readonly path: readonly string[]; readonly code: string }[];
}

async function mutate(app: TestApp, mutation: string, type: string, input: object): Promise<Payload> {
  const answer = await app.query<Record<string, Payload>>(
    `mutation ($input: ${type}!) {
      ${mutation}(input: $input) { verification { ${fields} } inputErrors { path code } }
    }`,
    { input },
  );
  const payload = answer[mutation];
  if (!payload) throw new Error('there is no payload');
  return payload;
}

function accepted({ verification, inputErrors }: Payload): Seen {
  if (!verification) throw new Error(`it was not accepted: ${JSON.stringify(inputErrors)}`);
  return verification;
}

const verify = (app: TestApp, changes: Record<string, unknown> = {}) =>
  mutate(app, 'verifyByAcme', 'VerifyByAcmeInput', { badge: 'B-0815', code: '4711', ...changes });

const verified = async (app: TestApp, changes?: Record<string, unknown>) =>
  accepted(await verify(app, changes));

const startVisit = async (app: TestApp, badge = 'B-0815') =>
  accepted(await mutate(app, 'startAcmeVisit', 'StartAcmeVisitInput', { badge }));

const startDesk = async (app: TestApp, badge = 'B-0815') =>
  accepted(
    await mutate(app, 'startAcmeDesk', 'StartAcmeDeskInput', {
      badge,
      redirectUri: 'http://127.0.0.1:3000/done?from=acme',
    }),
  );

async function show(app: TestApp, id: string): Promise<Seen> {
  const { verification } = await app.query<{ verification: Seen }>(
    `query ($id: ID!) { verification(id: $id) { ${fields} } }`,
    { id },
  );
  return verification;
}

/** Has the twin push a result, to the address of another visit if `at` says so; the service's answer to the push. */
async function decide(
  app: TestApp,
  push: { readonly visit: string; readonly verdict: string; readonly round: number; readonly at?: string },
): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`${app.sandboxUrl}/acme/decide`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(push),
  });
  return (await response.json()) as never;
}

/** Follows the browser from the desk's page to the application, with what the person brings back. */
async function comeBack({ authUrl }: Seen, pass?: string): Promise<string> {
  const query = pass === undefined ? '' : `?pass=${encodeURIComponent(pass)}`;
  const desk = await fetch(`${authUrl}${query}`, { redirect: 'manual' });
  const back = await fetch(desk.headers.get('location') ?? '', { redirect: 'manual' });
  return back.headers.get('location') ?? String(back.status);
}

describe('a fifth provider (one folder, one line in the registry, its mutation, its twin)', () => {
  it.each([
    ['yes', 'APPROVED', null],
    ['no', 'REJECTED', { code: 'MISMATCH', providerCode: 'no' }],
  ] as const)('verifies by its own mutation (%s)', async (verdict, status, failure) => {
    const acme = await openAcme(verdict);
    const app = await openWithAcme(acme.baseUrl);

    expect(await verified(app)).toMatchObject({
      version: 2,
      provider: 'ACME',
      method: 'ACME_CODE',
      status,
      subject: { realName: 'B*****' },
      failure,
      history: [
        { version: 1, status: 'PENDING', cause: 'REQUESTED' },
        { version: 2, status, cause: 'PROVIDER_RESPONSE' },
      ],
    });
    expect(acme.received.map(({ body }) => JSON.parse(body))).toEqual([{ badge: 'B-0815', code: '4711' }]);
  });

  it('has its input validated as a whole, and its attempts counted', async () => {
    const acme = await openAcme('no');
    const app = await openWithAcme(acme.baseUrl, { env: { ATTEMPTS_PER_TARGET: '2' } });

    const faulty = await verify(app, { badge: ' ', code: 'x', idempotencyKey: '' });
    await verified(app);
    await verified(app);
    const third = await verify(app);

    expect(faulty.inputErrors.map(({ path, code }) => `${path.join('.')} ${code}`)).toEqual([
      'badge REQUIRED',
      'code MALFORMED',
      'idempotencyKey MALFORMED',
    ]);
    expect(third.inputErrors).toEqual([{ path: [], code: 'TOO_MANY_ATTEMPTS' }]);
    expect(acme.received).toHaveLength(2);
  });

  it('is sent one request for an idempotency key used twice', async () => {
    const acme = await openAcme('yes');
    const app = await openWithAcme(acme.baseUrl);

    const first = await verified(app, { idempotencyKey: 'k-1' });
    const second = await verified(app, { idempotencyKey: 'k-1' });

    expect(second).toEqual(first);
    expect(acme.received).toHaveLength(1);
  });

  it('is listed among the methods, with its enabled flag', async () => {
    const methods = '{ verificationMethods { method provider mutation deferred enabled description } }';
    const acme = await openAcme('yes');

    const on = await (await openWithAcme(acme.baseUrl)).query<Methods>(methods);
    const app = await openWithAcme(null);
    const off = await app.query<Methods>(methods);

    expect(on.verificationMethods).toHaveLength(15);
    expect(on.verificationMethods.find(({ method }) => method === 'ACME_CODE')).toEqual({
      method: 'ACME_CODE',
      provider: 'ACME',
      mutation: 'verifyByAcme',
      deferred: false,
      enabled: true,
      description: expect.stringContaining('badge'),
    });
    expect(off.verificationMethods.at(-1)).toMatchObject({ method: 'ACME_DESK', enabled: false });
    expect((await verify(app)).inputErrors).toEqual([{ path: [], code: 'NOT_ALLOWED' }]);

    interface Methods {
      readonly verificationMethods: readonly Record<string, unknown>[];
    }
  });

  it('can be filtered by provider and by method', async () => {
    const acme = await openAcme('yes');
    const app = await openWithAcme(acme.baseUrl);
    await app.query(
      'mutation { startOneNetVerification(input: { userId: 1, phone: "19912340000" }) { verification { id } } }',
    );
    const { id } = await verified(app);
    const list = async (filter: string) => {
      const { verifications } = await app.query<{ verifications: { nodes: { id: string }[] } }>(
        `{ verifications(filter: ${filter}) { nodes { id } } }`,
      );
      return verifications.nodes.map((node) => node.id);
    };

    expect(await list('{ provider: [ACME] }')).toEqual([id]);
    expect(await list('{ method: [ACME_CODE] }')).toEqual([id]);
    expect(await list('{ provider: [ACME, ONENET] }')).toHaveLength(2);
    expect(await list('{ provider: [LINKID] }')).toEqual([]);
    expect(
      await app.query(
        `query ($guid: ID!) {
          _entities(representations: [{ __typename: "User", guid: $guid }]) {
            ... on User { isRealNameVerified latestVerification(method: ACME_CODE) { id } }
          }
        }`,
        { guid: 'dev-user' },
      ),
    ).toEqual({ _entities: [{ isRealNameVerified: true, latestVerification: { id } }] });
  });

  it('notifies subscribers of one verification, and of the account', async () => {
    const acme = await openAcme('later', 'yes');
    const app = await openWithAcme(acme.baseUrl);
    const { id, history } = await verified(app);
    const one = app.subscribe<Record<string, never>>(verificationUpdated, { id, sinceVersion: 0 });
    const all = app.subscribe<Record<string, never>>(userVerificationUpdated, {
      after: history.at(-1)?.cursor,
    });
    expect(await nextUpdates(one, 2)).toMatchObject([{ status: 'PENDING' }, { status: 'PENDING' }]);

    const { refreshVerification } = await app.query<{ refreshVerification: { verification: Seen } }>(
      `mutation ($id: ID!) { refreshVerification(id: $id) { verification { ${fields} } } }`,
      { id },
    );

    expect(refreshVerification.verification).toMatchObject({ version: 3, status: 'APPROVED' });
    const expected = { version: 3, status: 'APPROVED', cause: 'PROVIDER_QUERY', verification: { id } };
    expect(await nextUpdate(one)).toMatchObject(expected);
    expect(await nextUpdate(all)).toMatchObject(expected);
    await one.stop();
    await all.stop();
  });

  it('is polled by the service itself', async () => {
    const acme = await openAcme('later', 'no');
    const clock = testClock();
    const app = await openWithAcme(acme.baseUrl, { now: clock.now, sweepPauseMs: 2 });
    const { id } = await verified(app);
    const following = app.subscribe<Record<string, never>>(verificationUpdated, { id, sinceVersion: 2 });

    clock.advance(30_000);

    expect(await nextUpdate(following)).toMatchObject({
      version: 3,
      status: 'REJECTED',
      cause: 'PROVIDER_QUERY',
    });
    expect(acme.received.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /check',
      'GET /check/ticket-7',
    ]);
    await following.stop();
  });

  it('fails its callers like any other provider when it does not answer', async () => {
    const acme = await openAcme('yes');
    await acme.close();
    const app = await openWithAcme(acme.baseUrl);

    expect(await verified(app)).toMatchObject({
      status: 'FAILED',
      failure: { code: 'PROVIDER_UNAVAILABLE' },
    });
  });

  it('runs against its twin in the sandbox if it is not configured', async () => {
    const app = await openWithTwin();

    expect(await verified(app)).toMatchObject({ status: 'APPROVED' });
    expect(await verified(app, { code: '0001' })).toMatchObject({ status: 'REJECTED' });
    const { id, status } = await verified(app, { code: '0002' });
    const { refreshVerification } = await app.query<{ refreshVerification: Payload }>(
      `mutation ($id: ID!) { refreshVerification(id: $id) { verification { ${fields} } inputErrors { path code } } }`,
      { id },
    );

    expect(status).toBe('PENDING');
    expect(refreshVerification.verification).toMatchObject({ status: 'APPROVED' });
  });

  it('refuses the start if one of its required settings is missing', () => {
    expect(() => loadConfig({ ACME_BASE_URL: 'https://acme.example' }, { registry: [acme] })).toThrow(
      'ACME_TOKEN is needed because ACME_BASE_URL is set.',
    );
  });
});

describe('a push of a fifth provider, with its own reference and without personal data', () => {
  it('is applied, and changes nothing when it is repeated', async () => {
    const app = await openWithTwin();
    const { id, status, authUrl } = await startVisit(app);
    const push = { visit: 'V-1', verdict: 'yes', round: 1 };

    const [first, again] = [await decide(app, push), await decide(app, push)];

    expect([status, authUrl]).toEqual(['AWAITING_USER', `${app.sandboxUrl}/acme/page/V-1`]);
    expect(first).toEqual({ status: 200, body: { received: true } });
    expect(again).toEqual(first);
    expect(await show(app, id)).toMatchObject({
      status: 'APPROVED',
      version: 3,
      history: [{}, {}, { cause: 'PROVIDER_CALLBACK', message: 'ACME, round 1' }],
    });
  });

  it('is refused so that it is sent again if it arrives before the response to the start', async () => {
    const app = await openWithTwin();

    const { id, status } = await startVisit(app, 'B-EARLY');
    const later = await decide(app, { visit: 'V-1', verdict: 'yes', round: 1 });

    expect(status).toBe('AWAITING_USER');
    expect(app.logLines.filter(({ message }) => message === 'push received')).toMatchObject([
      { fields: { provider: 'ACME', outcome: 'early' } },
      { fields: { provider: 'ACME', outcome: 'applied' } },
    ]);
    expect(later.status).toBe(200);
    expect(await show(app, id)).toMatchObject({ status: 'APPROVED', version: 3 });
  });

  it('changes nothing at the callback address of another verification', async () => {
    const app = await openWithTwin();
    const [one, other] = [await startVisit(app, 'B-1'), await startVisit(app, 'B-2')];

    const crossed = await decide(app, { visit: 'V-1', verdict: 'yes', round: 1, at: 'V-2' });

    expect(crossed).toEqual({ status: 404, body: { received: false, reason: 'unknown verification' } });
    expect(await show(app, one.id)).toMatchObject({ status: 'AWAITING_USER', version: 2 });
    expect(await show(app, other.id)).toMatchObject({ status: 'AWAITING_USER', version: 2 });
  });

  it('is ordered by its round, in any order of arrival, and decides nothing with an unknown verdict', async () => {
    const app = await openWithTwin();
    const { id } = await startVisit(app);

    await decide(app, { visit: 'V-1', verdict: 'no', round: 5 });
    await decide(app, { visit: 'V-1', verdict: 'yes', round: 2 });
    await decide(app, { visit: 'V-1', verdict: 'perhaps', round: 9 });

    expect(await show(app, id)).toMatchObject({
      status: 'REJECTED',
      failure: { code: 'MISMATCH' },
      version: 5,
    });
    expect(app.logLines).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        fields: expect.objectContaining({ provider: 'ACME', field: 'verdict', value: 'perhaps' }),
      }),
    );
  });

  it('still counts after redaction, by the reference that only identifies it', async () => {
    const app = await openWithTwin();
    const { id } = await startVisit(app);
    await decide(app, { visit: 'V-1', verdict: 'yes', round: 1 });
    await app.query('mutation ($id: ID!) { redactVerification(id: $id) { verification { id } } }', { id });

    const later = await decide(app, { visit: 'V-1', verdict: 'no', round: 2 });

    expect(later.status).toBe(200);
    expect(await show(app, id)).toMatchObject({ status: 'REJECTED', subject: { realName: null } });
  });
});

describe("a return from a fifth provider's page", () => {
  it('is polled with the value that the browser brought, recorded, and redirected to the application', async () => {
    const app = await openWithTwin();
    const started = await startDesk(app);

    const address = await comeBack(started);

    expect(address).toBe(`http://127.0.0.1:3000/done?from=acme&verificationId=${started.id}&status=APPROVED`);
    expect(await show(app, started.id)).toMatchObject({
      status: 'APPROVED',
      history: [{}, {}, { cause: 'PROVIDER_QUERY' }],
    });
  });

  it('changes nothing after a verdict, if the browser brings another pass', async () => {
    const app = await openWithTwin();
    const started = await startDesk(app);
    await comeBack(started, 'P-1');

    expect(await comeBack(started, 'P-2-NO')).toContain('status=APPROVED');
    expect(await show(app, started.id)).toMatchObject({ status: 'APPROVED', version: 3 });
  });

  it('sends nothing with a value that the provider would not have sent', async () => {
    const app = await openWithTwin();
    const started = await startDesk(app);

    expect(await comeBack(started, 'P/../1')).toContain('status=AWAITING_USER');
    expect(await show(app, started.id)).toMatchObject({ status: 'AWAITING_USER', version: 2 });
  });
});

describe('a conflict at a fifth provider', () => {
  const merge = (app: TestApp, { id }: Seen, code: string) =>
    mutate(app, 'mergeAccount', 'MergeAccountInput', {
      verificationId: id,
      code,
      confirmIrreversible: true,
    });

  it('is settled by mergeAccount, which repeats the request that met the conflict', async () => {
    const app = await openWithTwin();
    const held = await verified(app, { badge: 'B-7', code: '0009' });

    const refused = accepted(await merge(app, held, '0000'));
    const merged = accepted(await merge(app, held, '4711'));

    expect(held).toMatchObject({
      status: 'CONFLICT',
      conflict: { mobileNo: '180******11', guid: 'holder-of-B-7', mergeable: true },
    });
    expect(refused).toMatchObject({ status: 'CONFLICT', failure: { code: 'MISMATCH' } });
    expect(merged).toMatchObject({ status: 'APPROVED', failure: null, conflict: null });
  });
});
