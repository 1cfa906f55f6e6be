import { startTestApp, type TestApp } from '../../support/app';
import { atOnce } from '../../support/at-once';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import {
  approve,
  code,
  type FakeUcenter,
  openFakeUcenter,
  type React,
  takenBy,
} from '../../support/fake-ucenter';
import { gate } from '../../support/gate';
import {
  as,
  faultsOf,
  type Input,
  operationOf,
  readVerification,
  type SeenPayload,
  type SeenUcenterVerification,
  submit,
  submitted,
  ucenterMethods,
} from '../../support/ucenter';

const opened = closeAfterEach();
const me = as('new-account');

interface Scene {
  readonly app: TestApp;
  readonly ucenter: FakeUcenter;
  readonly conflict: SeenUcenterVerification;
  /** How many merges ucenter has seen. */
  merges(): number;
}

const isMerge = (body: string) => body.startsWith('{"rnAuthPatternCode":"MERGE"');

/** A service whose ucenter says of every identity that the old account holds it. */
async function open(
  merge: React,
  env: Record<string, string> = {},
  overrides: Parameters<typeof startTestApp>[0] = {},
) {
  const ucenter = opened.keep(
    await openFakeUcenter({
      verify: (request, count) => (isMerge(request.body) ? merge(request, count) : takenBy('old-account')),
    }),
  );
  const app = opened.keep(await startTestApp({ ...overrides, env: { ...ucenter.env, ...env } }));
  return { app, ucenter, merges: () => ucenter.verifications.filter(({ body }) => isMerge(body)).length };
}

async function inConflict(...[merge, env, overrides]: Parameters<typeof open>): Promise<Scene> {
  const scene = await open(merge, env, overrides);
  return {
    ...scene,
    conflict: await submitted(scene.app, 'verifyByImport', ucenterMethods.IMPORT.least, me),
  };
}

const inputOf = ({ id }: { readonly id: string }, input: Input = {}): Input => ({
  verificationId: id,
  code: '123456',
  confirmIrreversible: true,
  ...input,
});

describe('mergeAccount is not accepted', () => {
  it('without consent and a code that can be one, all told at once', async () => {
    const { app, conflict, merges } = await inConflict(approve);
    const faults = (input: Input) => faultsOf(app, 'mergeAccount', inputOf(conflict, input), me);

    expect(await faults({ confirmIrreversible: false })).toEqual(['confirmIrreversible NOT_ALLOWED']);
    expect(await faults({ code: ' ' })).toEqual(['code REQUIRED']);
    expect(await faults({ code: '12 34' })).toEqual(['code MALFORMED']);
    expect(
      await faults({ code: '123456789', confirmIrreversible: false, idempotencyKey: 'k'.repeat(256) }),
    ).toEqual(['code MALFORMED', 'confirmIrreversible NOT_ALLOWED', 'idempotencyKey TOO_LONG']);
    expect(merges()).toBe(0);
    expect(await readVerification(app, conflict.id, me)).toEqual(conflict);
  });

  it('for what is not there, and for what is another’s, with the same answer', async () => {
    const { app, conflict, merges } = await inConflict(approve);
    const stranger = as('stranger', 'realname:read');

    const foreign = await submit(app, 'mergeAccount', inputOf(conflict), stranger);
    const unknown = await submit(app, 'mergeAccount', inputOf({ id: 'no-such-verification' }), stranger);

    expect(foreign).toEqual(unknown);
    expect(foreign).toEqual({
      verification: null,
      inputErrors: [{ path: ['verificationId'], code: 'UNKNOWN_REFERENCE', message: expect.any(String) }],
    });
    expect(merges()).toBe(0);
  });

  it.each<[string, React]>([
    ['APPROVED', approve],
    ['BLOCKED', () => code(410)],
    ['FAILED', () => code(499)],
    ['CONFLICT', () => takenBy('old-account', null)],
  ])('where there is nothing to merge: %s', async (status, verify) => {
    const ucenter = opened.keep(await openFakeUcenter({ verify }));
    const app = opened.keep(await startTestApp({ env: ucenter.env }));
    const verification = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, me);
    expect(verification).toMatchObject({
      status,
      ...(status === 'CONFLICT' && { conflict: { mergeable: false } }),
    });

    expect(await faultsOf(app, 'mergeAccount', inputOf(verification), me)).toEqual([
      'verificationId WRONG_STATE',
    ]);
    expect(ucenter.verifications).toHaveLength(1);
  });

  it('once the conflict was given up, or its personal data destroyed', async () => {
    const { app, merges } = await open(approve);
    const canceled = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, me);
    const redacted = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, me);
    await app.query('mutation ($id: ID!) { cancelVerification(id: $id) { verification { id } } }', {
      id: canceled.id,
    });
    await app.query('mutation ($id: ID!) { redactVerification(id: $id) { verification { id } } }', {
      id: redacted.id,
    });

    for (const verification of [canceled, redacted]) {
      expect(await faultsOf(app, 'mergeAccount', inputOf(verification), me)).toEqual([
        'verificationId WRONG_STATE',
      ]);
    }
    expect(merges()).toBe(0);
  });

  it('for a verification of another provider', async () => {
    const app = opened.keep(await startTestApp());
    const { startOneNetVerification } = await app.query<{
      startOneNetVerification: { verification: { id: string } };
    }>(
      'mutation { startOneNetVerification(input: {userId: 1, phone: "19912345555"}) { verification { id } } }',
    );

    expect(await faultsOf(app, 'mergeAccount', inputOf(startOneNetVerification.verification))).toEqual([
      'verificationId WRONG_STATE',
    ]);
  });

  it('a second time', async () => {
    const { app, conflict, merges } = await inConflict(approve);
    await submitted(app, 'mergeAccount', inputOf(conflict), me);

    expect(await faultsOf(app, 'mergeAccount', inputOf(conflict), me)).toEqual([
      'verificationId WRONG_STATE',
    ]);
    expect(merges()).toBe(1);
  });
});

describe('twenty merges at once', () => {
  it.each([
    ['approves', approve, 'APPROVED'],
    ['refuses', () => code(411, '验证码错误'), 'CONFLICT'],
  ] as const)('send exactly one, that ucenter %s', async (_what, answer, status) => {
    const answers = gate();
    const { app, conflict, merges } = await inConflict(async (request, count) => {
      await answers.opened;
      return answer(request, count);
    });

    let refused = 0;
    const payloads = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const payload = await submit(app, 'mergeAccount', inputOf(conflict), me);
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

  const allAtOnce = async ({ app, conflict }: Scene, input: Input = {}) =>
    (
      await atOnce<{ mergeAccount: SeenPayload }>(
        app,
        20,
        operationOf('mergeAccount'),
        { input: inputOf(conflict, input) },
        me,
      )
    ).map(({ mergeAccount }) => mergeAccount);

  it('use up one try, not twenty', async () => {
    const scene = await inConflict(() => code(411, '验证码错误'));
    const { app, conflict, merges } = scene;

    const payloads = await allAtOnce(scene);

    expect(payloads.flatMap(({ inputErrors }) => inputErrors.map((fault) => fault.code))).toEqual(
      Array(19).fill('WRONG_STATE'),
    );
    for (let tries = 1; tries < 5; tries++) {
      expect(await submitted(app, 'mergeAccount', inputOf(conflict), me)).toMatchObject({
        status: 'CONFLICT',
      });
    }
    expect(await faultsOf(app, 'mergeAccount', inputOf(conflict), me)).toEqual([' TOO_MANY_ATTEMPTS']);
    expect(merges()).toBe(5);
  });

  it('with one idempotencyKey are one request with one answer', async () => {
    const scene = await inConflict(approve);

    const payloads = await allAtOnce(scene, { idempotencyKey: 'merge-1' });

    expect(payloads.flatMap(({ inputErrors }) => inputErrors)).toEqual([]);
    expect(new Set(payloads.map(({ verification }) => verification?.id))).toEqual(
      new Set([scene.conflict.id]),
    );
    expect(scene.merges()).toBe(1);
  });
});

describe('a merge to which nobody knows the answer', () => {
  it.each<[string, React]>([
    ['says nothing in time', () => 'hang'],
    ['cuts the connection', () => 'cut'],
    ['answers HTTP 500', () => ({ status: 500, json: { code: 411 } })],
    ['answers nonsense', () => ({ raw: '{"code":200' })],
  ])('because ucenter %s is PENDING, cannot be taken back and is never sent again', async (_what, react) => {
    const { app, conflict, merges } = await inConflict(react, { PROVIDER_TIMEOUT_MS: '150' });

    const silent = await submitted(app, 'mergeAccount', inputOf(conflict), me);

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
    expect(await faultsOf(app, 'mergeAccount', inputOf(conflict), me)).toEqual([
      'verificationId WRONG_STATE',
    ]);
    for (const mutation of ['cancelVerification', 'refreshVerification']) {
      const answer = await app.query(
        `mutation ($id: ID!) { ${mutation}(id: $id) { verification { id } inputErrors { path code } } }`,
        { id: conflict.id },
        me,
      );
      expect(answer).toEqual({
        [mutation]: { verification: null, inputErrors: [{ path: ['id'], code: 'WRONG_STATE' }] },
      });
    }
    expect(merges()).toBe(1);
    expect(await readVerification(app, conflict.id, me)).toEqual(silent);
  });

  it('is none that was never sent, because ucenter had long been silent: the CONFLICT stays', async () => {
    let isSilent = false;
    const ucenter = opened.keep(
      await openFakeUcenter({ verify: () => (isSilent ? 'cut' : takenBy('old-account')) }),
    );
    const app = opened.keep(await startTestApp({ env: ucenter.env }));
    const conflict = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, me);
    isSilent = true;
    for (let n = 0; n < 10; n++) await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, me);
    const before = ucenter.verifications.length;

    expect(await submitted(app, 'mergeAccount', inputOf(conflict), me)).toMatchObject({
      status: 'CONFLICT',
      conflict: { mergeable: true },
      failure: { code: 'PROVIDER_UNAVAILABLE', retryable: true },
    });
    expect(ucenter.verifications).toHaveLength(before);
  });

  it('stops waiting after a day, and still cannot be merged', async () => {
    const clock = testClock();
    const { app, conflict, merges } = await inConflict(() => 'cut', {}, { now: clock.now, sweepPauseMs: 5 });
    await submitted(app, 'mergeAccount', inputOf(conflict), me);
    const stream = app.subscribe<{ verificationUpdated: Record<string, unknown> }>(
      'subscription ($id: ID!) { verificationUpdated(id: $id, sinceVersion: 4) { version status cause } }',
      { id: conflict.id },
    );
    opened.keep({ close: () => stream.stop() });

    clock.advance(24 * 60 * 60 * 1000);

    expect(await stream.next()).toEqual({
      verificationUpdated: { version: 5, status: 'EXPIRED', cause: 'TIMED_OUT' },
    });
    expect(await faultsOf(app, 'mergeAccount', inputOf(conflict), me)).toEqual([
      'verificationId WRONG_STATE',
    ]);
    expect(merges()).toBe(1);
  });
});

describe('an idempotencyKey of a merge', () => {
  it('brings what became of it again, also a refusal, and nothing is sent', async () => {
    const { app, conflict, merges } = await inConflict(() => code(411, '验证码错误'));
    const input = inputOf(conflict, { idempotencyKey: 'merge-1' });

    const first = await submitted(app, 'mergeAccount', input, me);
    const second = await submitted(app, 'mergeAccount', input, me);

    expect(second).toEqual(first);
    expect(merges()).toBe(1);
  });

  it('brings a silent merge again', async () => {
    const { app, conflict, merges } = await inConflict(() => 'cut');
    const input = inputOf(conflict, { idempotencyKey: 'merge-1' });

    const first = await submitted(app, 'mergeAccount', input, me);

    expect(await submitted(app, 'mergeAccount', input, me)).toEqual(first);
    expect(first.status).toBe('PENDING');
    expect(merges()).toBe(1);
  });

  it('is refused with another code, and with the request that met 409', async () => {
    const { app, conflict, merges } = await inConflict(() => code(411, '验证码错误'));
    await submitted(app, 'mergeAccount', inputOf(conflict, { idempotencyKey: 'merge-1' }), me);

    const other = inputOf(conflict, { idempotencyKey: 'merge-1', code: '222222' });
    expect(await faultsOf(app, 'mergeAccount', other, me)).toEqual(['idempotencyKey IDEMPOTENCY_KEY_REUSED']);
    expect(
      await faultsOf(
        app,
        'verifyByImport',
        { ...ucenterMethods.IMPORT.least, idempotencyKey: 'merge-1' },
        me,
      ),
    ).toEqual(['idempotencyKey IDEMPOTENCY_KEY_REUSED']);
    expect(merges()).toBe(1);
  });
});

describe('the hour in which a conflict can be merged', () => {
  it('lasts an hour', async () => {
    const clock = testClock();
    const { app, conflict } = await inConflict(approve, {}, { now: clock.now, sweepPauseMs: 1 });

    clock.advance(60 * 60 * 1000 - 1);
    // Enough rounds of the sweeper that it would be forgotten if it could be.
    for (let round = 0; round < 20; round++) await readVerification(app, conflict.id, me);

    expect(await submitted(app, 'mergeAccount', inputOf(conflict), me)).toMatchObject({ status: 'APPROVED' });
  });

  it('and not a moment longer: then it has to be verified again', async () => {
    const clock = testClock();
    const { app, conflict, merges } = await inConflict(approve, {}, { now: clock.now, sweepPauseMs: 1 });

    clock.advance(60 * 60 * 1000 + 1);
    let seen = await readVerification(app, conflict.id, me);
    while (seen?.conflict?.mergeable) seen = await readVerification(app, conflict.id, me);

    expect(seen).toEqual({ ...conflict, conflict: { ...conflict.conflict, mergeable: false } });
    expect(await faultsOf(app, 'mergeAccount', inputOf(conflict), me)).toEqual([
      'verificationId WRONG_STATE',
    ]);
    expect(merges()).toBe(0);
    const again = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, me);
    expect(await submitted(app, 'mergeAccount', inputOf(again), me)).toMatchObject({ status: 'APPROVED' });
  });
});

describe('guessing the code of a merge', () => {
  it('ends after five tries for one holder, whoever guesses and for whichever verification', async () => {
    const { app, conflict, merges } = await inConflict(() => code(411, '验证码错误'));
    const second = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, as('second-account'));
    const third = await submitted(app, 'verifyByEcard', ucenterMethods.ECARD.least, as('third-account'));
    for (let n = 0; n < 3; n++)
      await submitted(app, 'mergeAccount', inputOf(conflict, { code: `00000${n}` }), me);
    for (let n = 3; n < 5; n++) {
      await submitted(app, 'mergeAccount', inputOf(second, { code: `00000${n}` }), as('second-account'));
    }

    expect(await faultsOf(app, 'mergeAccount', inputOf(conflict), me)).toEqual([' TOO_MANY_ATTEMPTS']);
    expect(await faultsOf(app, 'mergeAccount', inputOf(third), as('third-account'))).toEqual([
      ' TOO_MANY_ATTEMPTS',
    ]);
    expect(merges()).toBe(5);
    expect(await readVerification(app, conflict.id, me)).toMatchObject({ status: 'CONFLICT', version: 8 });
  });

  it('does not end for another holder, and begins anew after the window', async () => {
    const clock = testClock();
    const ucenter = opened.keep(
      await openFakeUcenter({
        verify: ({ body }) => {
          if (isMerge(body)) return code(411, '验证码错误');
          return takenBy(body.includes('ECARD') ? 'holder-of-card' : 'holder-of-number');
        },
      }),
    );
    const app = opened.keep(await startTestApp({ env: ucenter.env, now: clock.now }));
    const conflict = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, me);
    const ofCard = await submitted(app, 'verifyByEcard', ucenterMethods.ECARD.least, me);
    for (let n = 0; n < 5; n++) await submitted(app, 'mergeAccount', inputOf(conflict), me);

    expect(await faultsOf(app, 'mergeAccount', inputOf(conflict), me)).toEqual([' TOO_MANY_ATTEMPTS']);
    expect(await submitted(app, 'mergeAccount', inputOf(ofCard), me)).toMatchObject({ status: 'CONFLICT' });
    clock.advance(600_000);
    expect(await submitted(app, 'mergeAccount', inputOf(conflict), me)).toMatchObject({ status: 'CONFLICT' });
  });
});
