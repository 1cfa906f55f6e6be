import { registry } from '../../src/providers/registry';
import { startTestApp, type TestApp, type TestAppOptions } from '../support/app';
import { testClock } from '../support/clock';
import { closeAfterEach } from '../support/closing';
import { openFarEnd, type Reaction } from '../support/far-end';
import { AcmeResolver, nameAcme } from '../support/fifth-provider/graphql';
import { acmeEntry } from '../support/fifth-provider/provider';
import { nextUpdate, nextUpdates, userVerificationUpdated, verificationUpdated } from '../support/updates';

const opened = closeAfterEach();
beforeAll(nameAcme);

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

async function openWithAcme(baseUrl: string | null, options: TestAppOptions = {}): Promise<TestApp> {
  const app = await startTestApp({
    registry: [...registry, acmeEntry(baseUrl)],
    moreResolvers: [AcmeResolver],
    ...options,
  });
  return opened.keep(app);
}

interface Seen {
  readonly id: string;
  readonly version: number;
  readonly provider: string;
  readonly method: string;
  readonly status: string;
  readonly history: readonly { readonly cursor: string }[];
  readonly [field: string]: unknown;
}

const fields = `id version provider method status subject { realName }
  failure { code providerCode } history { version status cause message cursor }`;

async function verify(app: TestApp, changes: Record<string, unknown> = {}) {
  const { verifyByAcme } = await app.query<{
    verifyByAcme: { verification: Seen | null; inputErrors: { path: string[]; code: string }[] };
  }>(
    `mutation ($input: VerifyByAcmeInput!) {
      verifyByAcme(input: $input) { verification { ${fields} } inputErrors { path code } }
    }`,
    { input: { badge: 'B-0815', code: '4711', ...changes } },
  );
  return verifyByAcme;
}

async function verified(app: TestApp, changes?: Record<string, unknown>): Promise<Seen> {
  const { verification } = await verify(app, changes);
  if (!verification) throw new Error('it was not accepted');
  return verification;
}

describe('a fifth provider: one folder, one line of the registry, its mutation', () => {
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

  it('has its input judged as a whole, and its tries counted', async () => {
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

  it('is sent to once for a key that comes twice', async () => {
    const acme = await openAcme('yes');
    const app = await openWithAcme(acme.baseUrl);

    const first = await verified(app, { idempotencyKey: 'k-1' });
    const second = await verified(app, { idempotencyKey: 'k-1' });

    expect(second).toEqual(first);
    expect(acme.received).toHaveLength(1);
  });

  it('stands among the methods, and says whether it is switched on', async () => {
    const methods = '{ verificationMethods { method provider mutation deferred enabled description } }';
    const acme = await openAcme('yes');

    const on = await (await openWithAcme(acme.baseUrl)).query<Methods>(methods);
    const app = await openWithAcme(null);
    const off = await app.query<Methods>(methods);

    expect(on.verificationMethods).toHaveLength(13);
    expect(on.verificationMethods.at(-1)).toEqual({
      method: 'ACME_CODE',
      provider: 'ACME',
      mutation: 'verifyByAcme',
      deferred: false,
      enabled: true,
      description: expect.stringContaining('badge'),
    });
    expect(off.verificationMethods.at(-1)).toMatchObject({ method: 'ACME_CODE', enabled: false });
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

  it('tells subscribers of one verification, and of the account', async () => {
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

  it('is asked again by the service itself', async () => {
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

  it('fails its callers like any other when it does not answer', async () => {
    const acme = await openAcme('yes');
    await acme.close();
    const app = await openWithAcme(acme.baseUrl);

    expect(await verified(app)).toMatchObject({
      status: 'FAILED',
      failure: { code: 'PROVIDER_UNAVAILABLE' },
    });
  });
});
