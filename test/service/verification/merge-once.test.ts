import { startTestApp } from '../../support/app';
import { atOnce } from '../../support/at-once';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { approve, code, openFakeUcenter, type React, takenBy } from '../../support/fake-ucenter';
import { gate } from '../../support/gate';
import { type ConflictScene, mergeInput, newAccount, openConflict } from '../../support/merge';
import {
  faultsOf,
  operationOf,
  readVerification,
  type SeenPayload,
  submit,
  submitted,
} from '../../support/ucenter';
import { type Input, ucenterMethods } from '../../support/ucenter-inputs';

const opened = closeAfterEach();

describe('twenty concurrent merges', () => {
  it.each([
    ['approves', approve, 'APPROVED'],
    ['refuses', () => code(411, '验证码错误'), 'CONFLICT'],
  ] as const)('send exactly one request, that ucenter %s', async (_what, answer, status) => {
    const answers = gate();
    const { app, conflict, merges } = await openConflict(opened, async (request, count) => {
      await answers.opened;
      return answer(request, count);
    });

    let refused = 0;
    const payloads = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const payload = await submit(app, 'mergeAccount', mergeInput(conflict), newAccount);
        // The one that was sent is answered when all the others have been.
        if (!payload.verification && ++refused === 19) answers.open();
        return payload;
      }),
    );

    expect(payloads.flatMap(({ verification }) => verification ?? [])).toMatchObject([
      { status, version: 4 },
    ]);
    expect(payloads.flatMap(({ inputErrors }) => inputErrors)).toEqual(
      Array(19).fill({ path: ['verificationId'], code: 'WRONG_STATE', message: expect.any(String) }),
    );
    expect(merges()).toBe(1);
  });

  const allAtOnce = async ({ app, conflict }: ConflictScene, input: Input = {}) =>
    (
      await atOnce<{ mergeAccount: SeenPayload }>(
        app,
        20,
        operationOf('mergeAccount'),
        { input: mergeInput(conflict, input) },
        newAccount,
      )
    ).map(({ mergeAccount }) => mergeAccount);

  it('use up one attempt, not twenty', async () => {
    const scene = await openConflict(opened, () => code(411, '验证码错误'));
    const { app, conflict, merges } = scene;

    const payloads = await allAtOnce(scene);

    expect(payloads.flatMap(({ inputErrors }) => inputErrors.map((fault) => fault.code))).toEqual(
      Array(19).fill('WRONG_STATE'),
    );
    for (let attempts = 1; attempts < 5; attempts++) {
      expect(await submitted(app, 'mergeAccount', mergeInput(conflict), newAccount)).toMatchObject({
        status: 'CONFLICT',
      });
    }
    expect(await faultsOf(app, 'mergeAccount', mergeInput(conflict), newAccount)).toEqual([
      ' TOO_MANY_ATTEMPTS',
    ]);
    expect(merges()).toBe(5);
  });

  it('with one idempotencyKey are one request with one answer', async () => {
    const scene = await openConflict(opened, approve);

    const payloads = await allAtOnce(scene, { idempotencyKey: 'merge-1' });

    expect(payloads.flatMap(({ inputErrors }) => inputErrors)).toEqual([]);
    expect(new Set(payloads.map(({ verification }) => verification?.id))).toEqual(
      new Set([scene.conflict.id]),
    );
    expect(scene.merges()).toBe(1);
  });
});

describe('a merge with an unknown outcome', () => {
  it.each<[string, React]>([
    ['says nothing in time', () => 'hang'],
    ['cuts the connection', () => 'cut'],
    ['answers HTTP 500', () => ({ status: 500, json: { code: 411 } })],
    ['answers nonsense', () => ({ raw: '{"code":200' })],
  ])('because ucenter %s is PENDING, cannot be cancelled and is never sent again', async (_what, react) => {
    const { app, conflict, merges } = await openConflict(opened, react, {
      env: { PROVIDER_TIMEOUT_MS: '600' },
    });

    const silent = await submitted(app, 'mergeAccount', mergeInput(conflict), newAccount);

    expect(silent).toMatchObject({
      version: 4,
      status: 'PENDING',
      conflict: null,
      failure: null,
      expiresAt: expect.any(String),
    });
    expect(silent.history.slice(2)).toMatchObject([
      { status: 'PENDING', cause: 'REQUESTED' },
      { status: 'PENDING', cause: 'PROVIDER_RESPONSE', message: 'The provider did not answer.' },
    ]);
    expect(await faultsOf(app, 'mergeAccount', mergeInput(conflict), newAccount)).toEqual([
      'verificationId WRONG_STATE',
    ]);
    for (const mutation of ['cancelVerification', 'refreshVerification']) {
      const answer = await app.query(
        `mutation ($id: ID!) { ${mutation}(id: $id) { verification { id } inputErrors { path code } } }`,
        { id: conflict.id },
        newAccount,
      );
      expect(answer).toEqual({
        [mutation]: { verification: null, inputErrors: [{ path: ['id'], code: 'WRONG_STATE' }] },
      });
    }
    expect(merges()).toBe(1);
    expect(await readVerification(app, conflict.id, newAccount)).toEqual(silent);
  });

  it('stays in CONFLICT if it was never sent because the circuit breaker was open', async () => {
    let isSilent = false;
    const ucenter = opened.keep(
      await openFakeUcenter({ verify: () => (isSilent ? 'cut' : takenBy('old-account')) }),
    );
    const app = opened.keep(await startTestApp({ env: ucenter.env }));
    const conflict = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, newAccount);
    isSilent = true;
    for (let n = 0; n < 10; n++)
      await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, newAccount);
    const before = ucenter.verifications.length;

    expect(await submitted(app, 'mergeAccount', mergeInput(conflict), newAccount)).toMatchObject({
      status: 'CONFLICT',
      conflict: { mergeable: true },
      failure: { code: 'PROVIDER_UNAVAILABLE', retryable: true },
    });
    expect(ucenter.verifications).toHaveLength(before);
  });

  it('expires after a day, and still cannot be merged', async () => {
    const clock = testClock();
    const { app, conflict, merges } = await openConflict(opened, () => 'cut', {
      now: clock.now,
      sweepPauseMs: 5,
    });
    await submitted(app, 'mergeAccount', mergeInput(conflict), newAccount);
    const stream = app.subscribe<{ verificationUpdated: Record<string, unknown> }>(
      'subscription ($id: ID!) { verificationUpdated(id: $id, sinceVersion: 4) { version status cause } }',
      { id: conflict.id },
    );
    opened.keep({ close: () => stream.stop() });

    clock.advance(24 * 60 * 60 * 1000);

    expect(await stream.next()).toEqual({
      verificationUpdated: { version: 5, status: 'EXPIRED', cause: 'TIMED_OUT' },
    });
    expect(await faultsOf(app, 'mergeAccount', mergeInput(conflict), newAccount)).toEqual([
      'verificationId WRONG_STATE',
    ]);
    expect(merges()).toBe(1);
  });
});

describe('the idempotencyKey of mergeAccount', () => {
  it('returns the first outcome again, also a refusal, and nothing is sent', async () => {
    const { app, conflict, merges } = await openConflict(opened, () => code(411, '验证码错误'));
    const input = mergeInput(conflict, { idempotencyKey: 'merge-1' });

    const first = await submitted(app, 'mergeAccount', input, newAccount);
    const second = await submitted(app, 'mergeAccount', input, newAccount);

    expect(second).toEqual(first);
    expect(merges()).toBe(1);
  });

  it('returns a merge that timed out again', async () => {
    const { app, conflict, merges } = await openConflict(opened, () => 'cut');
    const input = mergeInput(conflict, { idempotencyKey: 'merge-1' });

    const first = await submitted(app, 'mergeAccount', input, newAccount);

    expect(await submitted(app, 'mergeAccount', input, newAccount)).toEqual(first);
    expect(first.status).toBe('PENDING');
    expect(merges()).toBe(1);
  });

  it('is refused with another code, and for the request that met 409', async () => {
    const { app, conflict, merges } = await openConflict(opened, () => code(411, '验证码错误'));
    await submitted(app, 'mergeAccount', mergeInput(conflict, { idempotencyKey: 'merge-1' }), newAccount);

    const other = mergeInput(conflict, { idempotencyKey: 'merge-1', code: '222222' });
    expect(await faultsOf(app, 'mergeAccount', other, newAccount)).toEqual([
      'idempotencyKey IDEMPOTENCY_KEY_REUSED',
    ]);
    expect(
      await faultsOf(
        app,
        'verifyByImport',
        { ...ucenterMethods.IMPORT.least, idempotencyKey: 'merge-1' },
        newAccount,
      ),
    ).toEqual(['idempotencyKey IDEMPOTENCY_KEY_REUSED']);
    expect(merges()).toBe(1);
  });
});
