import { startTestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { code } from '../../support/fake-ucenter';
import {
  accepted,
  askForCase,
  continueCase,
  deadAddress,
  disagrees,
  openCase,
  openCaseScene,
  readCase,
  schoolPerson,
  verdictsOf,
  yuxinEnv,
  yuxinFirst,
} from './scene';

const opened = closeAfterEach();

describe('a case', () => {
  it('is ACHIEVED by the cheapest way, and no other provider is asked', async () => {
    const { app, yuxin, ucenter } = await openCaseScene(opened);

    const found = await openCase(app, { evidence: schoolPerson, clientReference: 'order-1' });

    expect(found).toMatchObject({
      status: 'ACHIEVED',
      version: 2,
      purpose: 'default',
      required: 'LOW',
      achieved: { level: 'LOW' },
      clientReference: 'order-1',
      attempts: [{ method: 'MOBILE_OWNER', status: 'APPROVED', identityCase: { id: found.id } }],
      decision: { policy: 'test/1', chosen: 'MOBILE_OWNER', withoutFace: null },
      expiresAt: null,
    });
    expect(verdictsOf(found.decision)).toMatchObject({
      MOBILE_OWNER: 'CHOSEN',
      IMPORT: 'STANDBY',
      WHITELIST: 'STANDBY',
      ECARD: 'MISSING_EVIDENCE',
      MOBILE: 'INSUFFICIENT',
      ONENET_PAGE: 'DISABLED',
    });
    expect([yuxin.received.length, ucenter.verifications.length]).toEqual([1, 0]);
  });

  it('takes the next way if the cheapest provider refuses the connection, and pays nothing for it', async () => {
    const dead = await deadAddress();
    const { app, ucenter } = await openCaseScene(opened, {
      env: yuxinEnv(dead),
      policy: { ...yuxinFirst, purposes: { default: { level: 'LOW', budget: 20 } } },
    });

    const found = await openCase(app, { evidence: schoolPerson });

    expect(found).toMatchObject({
      status: 'ACHIEVED',
      attempts: [
        { method: 'MOBILE_OWNER', status: 'FAILED', failure: { code: 'PROVIDER_UNAVAILABLE' } },
        { method: 'IMPORT', status: 'APPROVED' },
      ],
      decisions: [{ chosen: 'MOBILE_OWNER' }, { chosen: 'IMPORT' }],
    });
    expect(verdictsOf(found.decision)['MOBILE_OWNER']).toBe('TRIED');
    expect(ucenter.verifications).toHaveLength(1);
  });

  it('takes the next way after an answer without a verdict', async () => {
    const { app } = await openCaseScene(opened, {
      yuxin: () => ({ json: { errorCode: '312', errorDetail: '余额不足' } }),
    });

    const found = await openCase(app, { evidence: schoolPerson });

    expect(found.attempts).toMatchObject([
      { status: 'FAILED', failure: { code: 'PROVIDER_REFUSED' } },
      { method: 'IMPORT', status: 'APPROVED' },
    ]);
  });

  it('takes the next way after HTTP 401, which costs nothing', async () => {
    const { app } = await openCaseScene(opened, {
      yuxin: () => ({ status: 401, raw: 'no' }),
      policy: { ...yuxinFirst, purposes: { default: { level: 'LOW', budget: 20 } } },
    });

    expect(await openCase(app, { evidence: schoolPerson })).toMatchObject({
      status: 'ACHIEVED',
      attempts: [{ status: 'FAILED' }, { method: 'IMPORT' }],
    });
  });

  it.each([
    ['never answers', 'hang'],
    ['cuts the connection', 'cut'],
    ['breaks in the middle of its answer', 'break'],
    ['answers HTTP 500', { status: 500, raw: 'no' }],
    ['answers what cannot be read', { raw: '<html>' }],
  ] as const)(
    'is NOT_ACHIEVED, and no other provider is asked, if the provider %s',
    async (_case, reaction) => {
      const { app, yuxin, ucenter } = await openCaseScene(opened, {
        yuxin: () => reaction,
        env: { PROVIDER_TIMEOUT_MS: '300' },
      });

      const found = await openCase(app, { evidence: schoolPerson });

      expect(found).toMatchObject({ status: 'NOT_ACHIEVED', attempts: [{ status: 'FAILED' }] });
      expect([yuxin.received.length, ucenter.verifications.length]).toEqual([1, 0]);
    },
  );

  it('ends with a rejection; with secondOpinion another way is asked, and the first one says why it is TRIED', async () => {
    const first = await openCaseScene(opened, { yuxin: () => disagrees });
    const second = await openCaseScene(opened, {
      yuxin: () => disagrees,
      policy: { ...yuxinFirst, purposes: { default: { level: 'LOW', secondOpinion: true } } },
    });

    const ended = await openCase(first.app, { evidence: schoolPerson });
    const achieved = await openCase(second.app, { evidence: schoolPerson });

    expect(ended).toMatchObject({
      status: 'NOT_ACHIEVED',
      attempts: [{ status: 'REJECTED' }],
      decisions: [{}],
    });
    expect(first.ucenter.verifications).toHaveLength(0);
    expect(achieved).toMatchObject({
      status: 'ACHIEVED',
      attempts: [{ status: 'REJECTED' }, { method: 'IMPORT', status: 'APPROVED' }],
    });
    expect(achieved.decision.candidates.find(({ method }) => method === 'MOBILE_OWNER')).toMatchObject({
      verdict: 'TRIED',
      reason: 'It was tried, and the provider did not confirm the person.',
    });
  });

  it('makes at most maxAttempts attempts', async () => {
    const { app, ucenter } = await openCaseScene(opened, {
      ucenter: () => code(500),
      env: yuxinEnv(await deadAddress()),
      policy: { ...yuxinFirst, purposes: { default: { level: 'LOW', maxAttempts: 2 } } },
    });

    const found = await openCase(app, { evidence: schoolPerson });

    expect(found).toMatchObject({ status: 'NOT_ACHIEVED', attempts: [{}, {}] });
    expect(ucenter.verifications).toHaveLength(1);
  });

  it('exceeds no budget with what was spent', async () => {
    const { app } = await openCaseScene(opened, {
      yuxin: () => ({ json: { errorCode: '312' } }),
      policy: {
        ...yuxinFirst,
        purposes: { default: { level: 'LOW', budget: 25, allow: ['IMPORT', 'MOBILE_OWNER'] } },
      },
    });

    const found = await openCase(app, { evidence: schoolPerson });

    expect(found).toMatchObject({ status: 'NOT_ACHIEVED', attempts: [{}], decision: { chosen: null } });
    expect(verdictsOf(found.decision)['IMPORT']).toBe('OVER_BUDGET');
  });
});

describe('a wrong code', () => {
  const cards = {
    ucenter: ({ body }: { readonly body: string }) =>
      body.includes('"right"') ? { json: { code: 200, message: 'OK', data: {} } } : code(411, '密码错误'),
    env: { UCENTER_WRONG_CREDENTIAL_CODES: '411' },
    policy: { name: 'cards', version: '1', prices: { ECARD: 1, MOBILE_OWNER: 10 } },
  };
  const evidence = { ...schoolPerson, cardPassword: 'wrong' };

  it('leaves the case in NEEDS_EVIDENCE; nothing is sent by itself, though another way could serve', async () => {
    const { app, yuxin } = await openCaseScene(opened, cards);

    const found = await openCase(app, { evidence });

    expect(found).toMatchObject({ status: 'NEEDS_EVIDENCE', decision: { chosen: null } });
    expect(found.decision.candidates.find(({ method }) => method === 'ECARD')).toMatchObject({
      verdict: 'MISSING_EVIDENCE',
      missing: ['cardPassword'],
    });
    expect(verdictsOf(found.decision)['MOBILE_OWNER']).toBe('STANDBY');
    expect(yuxin.received).toHaveLength(0);
  });

  it('opens its way again once a new one is given', async () => {
    const { app, ucenter } = await openCaseScene(opened, cards);
    const { id } = await openCase(app, { evidence });

    const found = accepted(await continueCase(app, { id, evidence: { cardPassword: 'right' } }));

    expect(found).toMatchObject({
      id,
      status: 'ACHIEVED',
      attempts: [
        { method: 'ECARD', failure: { code: 'WRONG_CREDENTIAL' } },
        { method: 'ECARD', status: 'APPROVED' },
      ],
    });
    expect(ucenter.verifications).toHaveLength(2);
  });
});

describe('a case without enough evidence', () => {
  it('says what is missing, keeps what was given, and goes on with more', async () => {
    const { app, yuxin } = await openCaseScene(opened);
    const { name, certNo, mobileNo } = schoolPerson;

    const waiting = await openCase(app, { evidence: { name, certNo } });

    expect(waiting).toMatchObject({ status: 'NEEDS_EVIDENCE', version: 1, attempts: [] });
    expect(waiting.decision.candidates.find(({ method }) => method === 'MOBILE_OWNER')).toMatchObject({
      verdict: 'MISSING_EVIDENCE',
      missing: ['mobileNo'],
      reason: 'It needs more: mobileNo.',
    });
    expect(yuxin.received).toHaveLength(0);

    const found = accepted(await continueCase(app, { id: waiting.id, evidence: { mobileNo } }));

    expect(found).toMatchObject({ status: 'ACHIEVED', version: 3, attempts: [{ method: 'MOBILE_OWNER' }] });
    expect(await continueCase(app, { id: waiting.id, evidence: { mobileNo } })).toMatchObject({
      identityCase: null,
      inputErrors: [{ path: ['id'], code: 'WRONG_STATE' }],
    });
  });

  it('keeps the kind of certificate that was given with the number', async () => {
    const { app } = await openCaseScene(opened);
    const passport = { name: 'Anna Muster', certType: 'PASSPORT', certNo: 'AB123456' };
    const { id } = await openCase(app, { evidence: passport });

    const found = accepted(await continueCase(app, { id, evidence: { mobileNo: '19900001234' } }));

    expect(found.decision.candidates.find(({ method }) => method === 'MOBILE_OWNER')).toMatchObject({
      verdict: 'MISSING_EVIDENCE',
      missing: ['certType'],
    });
  });

  it('is NOT_ACHIEVED if no evidence could open a way', async () => {
    const { app } = await openCaseScene(opened);

    expect(await openCase(app, { require: 'HIGH', evidence: {}, avoidFace: true })).toMatchObject({
      status: 'NOT_ACHIEVED',
      attempts: [],
    });
    expect(await openCase(app, { allow: ['RELATION'], evidence: schoolPerson })).toMatchObject({
      status: 'NOT_ACHIEVED',
    });
  });
});

describe('verifyIdentity', () => {
  it('refuses wrong evidence at its place, sends nothing and records no case', async () => {
    const { app, yuxin, ucenter } = await openCaseScene(opened);
    const evidence = { ...schoolPerson, certNo: '330102199102030013', mobileNo: '123' };

    const { identityCase, inputErrors } = await askForCase(app, { evidence, allow: [], purpose: 'no-such' });

    expect(identityCase).toBeNull();
    expect(inputErrors.map(({ path, code: fault }) => `${path.join('.')} ${fault}`).sort()).toEqual([
      'allow MALFORMED',
      'evidence.certNo CHECK_DIGIT',
      'evidence.mobileNo MALFORMED',
      'purpose NOT_ALLOWED',
    ]);
    expect([yuxin.received.length, ucenter.verifications.length]).toEqual([0, 0]);
  });

  it('answers the same key with the same case, and sends nothing again', async () => {
    const { app, yuxin } = await openCaseScene(opened);
    const input = { evidence: schoolPerson, idempotencyKey: 'key-1' };

    const first = await openCase(app, input);
    const again = await openCase(app, input);
    const other = await askForCase(app, { ...input, evidence: { ...schoolPerson, outid: '1' } });

    expect(again.id).toBe(first.id);
    expect(yuxin.received).toHaveLength(1);
    expect(other.inputErrors).toMatchObject([{ path: ['idempotencyKey'], code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });

  it('sends one attempt for one key, however many ask at once', async () => {
    const { app, yuxin } = await openCaseScene(opened);
    const input = { evidence: schoolPerson, idempotencyKey: 'key-2' };

    const cases = await Promise.all(Array.from({ length: 8 }, () => openCase(app, input)));

    expect(new Set(cases.map(({ id }) => id)).size).toBe(1);
    expect(yuxin.received).toHaveLength(1);
  });

  it('achieves at once what the account has already, with no attempt and no choice', async () => {
    const { app, yuxin } = await openCaseScene(opened);
    await openCase(app, { evidence: schoolPerson });

    const found = await openCase(app, { evidence: schoolPerson });

    expect(found).toMatchObject({
      status: 'ACHIEVED',
      version: 1,
      attempts: [],
      decision: { chosen: null, withoutFace: null },
    });
    expect(yuxin.received).toHaveLength(1);
  });

  it('asks again if only the sandbox has confirmed the account', async () => {
    const app = opened.keep(await startTestApp());
    await openCase(app, { evidence: schoolPerson });

    expect(await openCase(app, { evidence: schoolPerson })).toMatchObject({ attempts: [{}] });
  });

  it('is NOT_ACHIEVED if another account holds the identity and only staff can settle that', async () => {
    const { app } = await openCaseScene(opened, {
      policy: { ...yuxinFirst, purposes: { default: { level: 'LOW', allow: ['IMPORT'] } } },
      ucenter: () => code(410, '当前认证信息已被占用'),
    });

    const found = await openCase(app, { evidence: schoolPerson });

    expect(found).toMatchObject({ status: 'NOT_ACHIEVED', attempts: [{ status: 'BLOCKED' }] });
    expect(await readCase(app, found.id)).toEqual(found);
  });
});
