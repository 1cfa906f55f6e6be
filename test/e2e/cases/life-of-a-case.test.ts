import { startTestApp, type TestApp } from '../../support/app';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { openEventStream } from '../../support/event-stream';
import { type FakeOneNet, openFakeOneNet, type PushTarget } from '../../support/fake-onenet';
import { openFakeUcenter, takenBy } from '../../support/fake-ucenter';
import { isMerge } from '../../support/merge';
import { laterPush, pushAccepted } from '../../support/onenet-push';
import { as } from '../../support/ucenter';
import {
  accepted,
  askForCase,
  cancelCase,
  caseFields,
  continueCase,
  decisionFragment,
  disagrees,
  me,
  openCase,
  openCaseScene,
  person,
  policyFile,
  readCase,
  type SeenCase,
  schoolPerson,
  yuxinFirst,
} from './scene';

const opened = closeAfterEach();
const stranger = as('account-of-another');

const pageOnly = {
  name: 'page',
  version: '1',
  purposes: { default: { level: 'SUBSTANTIAL' } },
  prices: { ONENET_PAGE: 50 },
};

async function openPageScene(
  options: Parameters<typeof startTestApp>[0] & { policy?: object } = {},
): Promise<{ app: TestApp; oneNet: FakeOneNet; start: () => Promise<SeenCase & { target: PushTarget }> }> {
  const { policy = pageOnly, env, ...overrides } = options;
  const oneNet = opened.keep(await openFakeOneNet());
  const app = opened.keep(
    await startTestApp({
      ...overrides,
      env: { ...oneNet.env, ROUTING_POLICY: policyFile(opened, policy), ...env },
    }),
  );
  return {
    app,
    oneNet,
    async start() {
      const evidence = { oneNetUserId: 38453, mobileNo: person.mobileNo };
      const found = await openCase(app, { evidence });
      const busiSeq = oneNet.starts.at(-1)?.busiSeq ?? '';
      return { ...found, target: oneNet.targetOf(busiSeq) };
    },
  };
}

const updated = `subscription ($id: ID!, $sinceVersion: Int) {
  identityCaseUpdated(id: $id, sinceVersion: $sinceVersion) { ${caseFields} }
} ${decisionFragment}`;

describe('a case whose way is deferred', () => {
  it('has the address for the browser, and is ACHIEVED by the push', async () => {
    const { app, start } = await openPageScene();

    const { target, ...waiting } = await start();

    expect(waiting).toMatchObject({
      status: 'OPEN',
      version: 2,
      attempts: [{ method: 'ONENET_PAGE', status: 'AWAITING_USER' }],
    });
    expect(waiting.authUrl).toMatch(/^https:\/\/onenet\.example/);

    await pushAccepted(target.callbackUrl, laterPush(target, 1, '0'));

    expect(await readCase(app, waiting.id)).toMatchObject({
      status: 'ACHIEVED',
      version: 3,
      authUrl: null,
      achieved: { level: 'SUBSTANTIAL' },
    });
  });

  it('is NOT_ACHIEVED once a second inspection fails, and ACHIEVED again by a newer audit', async () => {
    const { app, start } = await openPageScene();
    const { id, target } = await start();
    const statusAfter = async (n: number, auditStatus: string) => {
      await pushAccepted(target.callbackUrl, laterPush(target, n, auditStatus));
      return (await readCase(app, id))?.status;
    };

    expect(await statusAfter(1, '0')).toBe('ACHIEVED');
    expect(await statusAfter(2, '3')).toBe('ACHIEVED');
    expect(await statusAfter(3, '4')).toBe('NOT_ACHIEVED');
    expect(await statusAfter(4, '0')).toBe('ACHIEVED');
  });

  it('expires with ttlSeconds, its attempt too, and a verdict after that still counts', async () => {
    const clock = testClock();
    const policy = { ...pageOnly, purposes: { default: { level: 'SUBSTANTIAL', ttlSeconds: 60 } } };
    const { app, start } = await openPageScene({ policy, now: clock.now, sweepPauseMs: 20 });
    const { id, target, expiresAt } = await start();
    expect(expiresAt).toBe(new Date(clock.now().getTime() + 60_000).toISOString());
    const stream = app.subscribe<{ identityCaseUpdated: SeenCase }>(updated, { id }, me);
    opened.keep({ close: () => stream.stop() });
    const next = stream.next();
    await readCase(app, id);

    clock.advance(60_000);
    expect((await next).identityCaseUpdated).toMatchObject({ status: 'EXPIRED', expiresAt: null });

    await pushAccepted(target.callbackUrl, laterPush(target, 1, '0'));
    expect((await stream.next()).identityCaseUpdated).toMatchObject({ status: 'ACHIEVED' });
  });

  it('is CANCELED together with the attempt that waits, and a later verdict changes nothing', async () => {
    const { app, start } = await openPageScene();
    const { id, target } = await start();

    expect(accepted(await cancelCase(app, id))).toMatchObject({
      status: 'CANCELED',
      attempts: [{ status: 'CANCELED' }],
    });
    await pushAccepted(target.callbackUrl, laterPush(target, 1, '0'));
    expect(await readCase(app, id)).toMatchObject({ status: 'CANCELED' });
    expect(await cancelCase(app, id)).toMatchObject({ inputErrors: [{ path: ['id'], code: 'WRONG_STATE' }] });
  });

  it('goes on by itself after a push that rejects, if the purpose asks for a second opinion', async () => {
    const policy = {
      ...pageOnly,
      purposes: { default: { level: 'LOW', secondOpinion: true, allow: ['ONENET_PAGE', 'IMPORT'] } },
    };
    const ucenter = opened.keep(await openFakeUcenter());
    const { app, oneNet } = await openPageScene({ policy, env: ucenter.env });
    const { id } = await openCase(app, { evidence: { ...schoolPerson, oneNetUserId: 38453 } });
    const target = oneNet.targetOf(oneNet.starts.at(-1)?.busiSeq ?? '');
    const stream = app.subscribe<{ identityCaseUpdated: SeenCase }>(updated, { id, sinceVersion: 1 }, me);
    opened.keep({ close: () => stream.stop() });
    await stream.next();

    await pushAccepted(target.callbackUrl, laterPush(target, 1, '2'));

    let seen: SeenCase;
    do seen = (await stream.next()).identityCaseUpdated;
    while (seen.status === 'OPEN');
    expect(seen).toMatchObject({
      status: 'ACHIEVED',
      attempts: [
        { method: 'ONENET_PAGE', status: 'REJECTED' },
        { method: 'IMPORT', status: 'APPROVED' },
      ],
    });
    expect(ucenter.verifications).toHaveLength(1);
  });
});

describe('a case whose attempt meets a conflict', () => {
  it('stays OPEN until it is merged', async () => {
    const { app } = await openCaseScene(opened, {
      policy: { ...yuxinFirst, purposes: { default: { level: 'LOW', allow: ['IMPORT'] } } },
      ucenter: ({ body }) =>
        isMerge(body) ? { json: { code: 200, message: 'OK', data: {} } } : takenBy('old-account'),
    });
    const waiting = await openCase(app, { evidence: schoolPerson });
    expect(waiting).toMatchObject({ status: 'OPEN', attempts: [{ status: 'CONFLICT' }] });

    await app.query(
      `mutation ($input: MergeAccountInput!) { mergeAccount(input: $input) { verification { status } } }`,
      { input: { verificationId: waiting.attempts[0]?.id, code: '123456', confirmIrreversible: true } },
      me,
    );

    expect(await readCase(app, waiting.id)).toMatchObject({
      status: 'ACHIEVED',
      attempts: [{ status: 'APPROVED' }],
    });
  });
});

describe('the rights on a case', () => {
  it("are the account's own: to others it is unknown, in every way to ask", async () => {
    const { app } = await openCaseScene(opened);
    const { id } = await openCase(app, { evidence: { name: person.name } });
    const reference = [{ __typename: 'IdentityCase', id }];
    const entities = (headers: Record<string, string>) =>
      app.query<{ _entities: ({ id: string } | null)[] }>(
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on IdentityCase { id version status } } }',
        { r: reference },
        headers,
      );

    expect(await readCase(app, id, stranger)).toBeNull();
    expect((await entities(stranger))._entities).toEqual([null]);
    expect((await entities(me))._entities).toEqual([{ id, version: 1, status: 'NEEDS_EVIDENCE' }]);
    expect(await readCase(app, id, as('officer', 'realname:read'))).toMatchObject({ id });
    const unknown = [{ path: ['id'], code: 'UNKNOWN_REFERENCE' }];
    expect(await cancelCase(app, id, stranger)).toMatchObject({ inputErrors: unknown });
    expect(await continueCase(app, { id, evidence: {} }, stranger)).toMatchObject({ inputErrors: unknown });
    expect(await cancelCase(app, id, as('officer', 'realname:read'))).toMatchObject({ inputErrors: unknown });
    const { errors } = await app.send(
      `mutation { cancelIdentityCase(id: "x") { inputErrors { code } } }`,
      {},
      me,
    );
    expect(errors).toBeUndefined();
    const refused = await openEventStream(app.url, updated, { variables: { id }, headers: stranger });
    opened.keep(refused);
    expect(await refused.next()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    expect(accepted(await cancelCase(app, id, as('officer', 'realname:write')))).toMatchObject({
      status: 'CANCELED',
    });
  });

  it('for another account need realname:write', async () => {
    const { app } = await openCaseScene(opened);
    const input = { guid: 'account-of-zhen', evidence: schoolPerson };

    expect(await askForCase(app, input, stranger)).toMatchObject({
      identityCase: null,
      inputErrors: [{ path: ['guid'], code: 'NOT_ALLOWED' }],
    });
    const byStaff = await openCase(app, input, as('officer', 'realname:write'));
    expect(await readCase(app, byStaff.id, me)).toMatchObject({ status: 'ACHIEVED' });
  });
});

describe('identityCaseUpdated', () => {
  it('shows every version in order over WebSocket and SSE, each as the case stood then', async () => {
    const { app } = await openCaseScene(opened, { yuxin: () => disagrees });
    const { name, certNo } = person;
    const { id } = await openCase(app, { evidence: { name, certNo } });
    const socket = app.subscribe<{ identityCaseUpdated: SeenCase }>(updated, { id, sinceVersion: 0 }, me);
    opened.keep({ close: () => socket.stop() });
    const sse = opened.keep(
      await openEventStream(app.url, updated, { variables: { id, sinceVersion: 0 }, headers: me }),
    );
    const overSse = async () => (await sse.next())?.data?.['identityCaseUpdated'] as SeenCase;

    expect((await socket.next()).identityCaseUpdated).toMatchObject({ version: 1, status: 'NEEDS_EVIDENCE' });
    expect(await overSse()).toMatchObject({ version: 1, attempts: [] });
    await continueCase(app, { id, evidence: { mobileNo: person.mobileNo } });

    const second = (await socket.next()).identityCaseUpdated;
    const third = (await socket.next()).identityCaseUpdated;
    expect(second).toMatchObject({ version: 2, status: 'OPEN', decisions: [{}, {}], attempts: [{}] });
    expect(third).toMatchObject({ version: 3, status: 'NOT_ACHIEVED', expiresAt: null });
    expect([await overSse(), await overSse()].map(({ version, status }) => [version, status])).toEqual([
      [2, 'OPEN'],
      [3, 'NOT_ACHIEVED'],
    ]);
    expect(sse.lastId()).toBe('3');
  });

  it('begins with where the case stands if that is newer than sinceVersion', async () => {
    const { app } = await openCaseScene(opened);
    const { id, version } = await openCase(app, { evidence: schoolPerson });
    const late = app.subscribe<{ identityCaseUpdated: SeenCase }>(updated, { id, sinceVersion: 0 }, me);
    opened.keep({ close: () => late.stop() });

    expect(version).toBe(2);
    expect((await late.next()).identityCaseUpdated).toMatchObject({ version: 2, status: 'ACHIEVED' });
  });
});

describe('planIdentityVerification', () => {
  const plan = `query ($input: PlanIdentityVerificationInput!) {
    planIdentityVerification(input: $input) { decision { ...Decided } inputErrors { path code } }
  } ${decisionFragment}`;

  it('decides as verifyIdentity does, from names alone; sends nothing and records nothing', async () => {
    const { app, yuxin, ucenter } = await openCaseScene(opened);
    const evidence = ['name', 'certNo', 'mobileNo', 'outid'];

    const { planIdentityVerification: planned } = await app.query<{
      planIdentityVerification: { decision: SeenCase['decision'] };
    }>(plan, { input: { evidence } }, me);
    expect([yuxin.received.length, ucenter.verifications.length, ucenter.tokens.length]).toEqual([0, 0, 0]);
    const metrics = await (await fetch(app.metricsUrl)).text();
    expect(metrics).not.toMatch(/^realname_cases_total\{/m);

    const { decision } = await openCase(app, { evidence: schoolPerson });
    const { decidedAt: _planned, ...plannedRest } = planned.decision as never as Record<string, unknown>;
    const { decidedAt: _made, ...madeRest } = decision as never as Record<string, unknown>;
    expect(plannedRest).toEqual(madeRest);
  });

  it('refuses names that are no fields, unknown purposes, and an empty list of methods', async () => {
    const { app } = await openCaseScene(opened);
    const input = { evidence: ['name', 'shoeSize'], purpose: 'no-such', allow: [] };

    expect(await app.query(plan, { input }, me)).toEqual({
      planIdentityVerification: {
        decision: null,
        inputErrors: [
          { path: ['purpose'], code: 'NOT_ALLOWED' },
          { path: ['allow'], code: 'MALFORMED' },
          { path: ['evidence'], code: 'NOT_ALLOWED' },
        ],
      },
    });
  });
});

describe('the redaction of an account', () => {
  it('destroys the evidence of its cases; status and times stay', async () => {
    const { app } = await openCaseScene(opened);
    const { id } = await openCase(app, { evidence: { name: person.name, certNo: person.certNo } });
    const stream = app.subscribe<{ identityCaseUpdated: SeenCase }>(updated, { id }, me);
    opened.keep({ close: () => stream.stop() });
    const next = stream.next();
    await readCase(app, id);

    await app.query(
      'mutation { redactUser(guid: "account-of-zhen") { redacted } }',
      {},
      as('officer', 'realname:redact'),
    );

    expect((await next).identityCaseUpdated).toMatchObject({ version: 2, status: 'NEEDS_EVIDENCE' });
    await expect(stream.next()).rejects.toThrow('the subscription has ended');
    const after = accepted(await continueCase(app, { id, evidence: { mobileNo: person.mobileNo } }));
    expect(after.decision.candidates.find(({ method }) => method === 'MOBILE_OWNER')).toMatchObject({
      missing: ['name', 'certNo'],
    });
  });
});
