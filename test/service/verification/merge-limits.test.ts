import { startTestApp } from '../../support/app';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { approve, code, openFakeUcenter, takenBy } from '../../support/fake-ucenter';
import { isMerge, mergeInput, newAccount, openConflict } from '../../support/merge';
import { as, faultsOf, readVerification, submitted } from '../../support/ucenter';
import { ucenterMethods } from '../../support/ucenter-inputs';

const opened = closeAfterEach();

describe('the time limit of a merge', () => {
  it('is one hour', async () => {
    const clock = testClock();
    const { app, conflict } = await openConflict(opened, approve, { now: clock.now, sweepPauseMs: 1 });

    clock.advance(60 * 60 * 1000 - 1);
    // Enough rounds of the sweeper that it would be forgotten if it could be.
    for (let round = 0; round < 20; round++) await readVerification(app, conflict.id, newAccount);

    expect(await submitted(app, 'mergeAccount', mergeInput(conflict), newAccount)).toMatchObject({
      status: 'APPROVED',
    });
  });

  it('ends to the millisecond: after it the person has to verify again', async () => {
    const clock = testClock();
    const { app, conflict, merges } = await openConflict(opened, approve, {
      now: clock.now,
      sweepPauseMs: 1,
    });

    clock.advance(60 * 60 * 1000 + 1);
    let seen = await readVerification(app, conflict.id, newAccount);
    while (seen?.conflict?.mergeable) seen = await readVerification(app, conflict.id, newAccount);

    expect(seen).toEqual({ ...conflict, conflict: { ...conflict.conflict, mergeable: false } });
    expect(await faultsOf(app, 'mergeAccount', mergeInput(conflict), newAccount)).toEqual([
      'verificationId WRONG_STATE',
    ]);
    expect(merges()).toBe(0);
    const again = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, newAccount);
    expect(await submitted(app, 'mergeAccount', mergeInput(again), newAccount)).toMatchObject({
      status: 'APPROVED',
    });
  });
});

describe('the attempt limit for merge codes', () => {
  it('refuses the sixth attempt of one caller for one holder, and no other caller', async () => {
    const { app, conflict, merges } = await openConflict(opened, () => code(411, '验证码错误'));
    const second = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, newAccount);
    const other = as('second-account');
    const third = await submitted(app, 'verifyByEcard', ucenterMethods.ECARD.least, other);
    for (let n = 0; n < 3; n++)
      await submitted(app, 'mergeAccount', mergeInput(conflict, { code: `00000${n}` }), newAccount);
    for (let n = 3; n < 5; n++) {
      await submitted(app, 'mergeAccount', mergeInput(second, { code: `00000${n}` }), newAccount);
    }

    for (const each of [conflict, second]) {
      expect(await faultsOf(app, 'mergeAccount', mergeInput(each), newAccount)).toEqual([
        ' TOO_MANY_ATTEMPTS',
      ]);
    }
    expect(merges()).toBe(5);
    expect(await readVerification(app, conflict.id, newAccount)).toMatchObject({
      status: 'CONFLICT',
      version: 8,
    });
    expect(await submitted(app, 'mergeAccount', mergeInput(third), other)).toMatchObject({
      status: 'CONFLICT',
    });
  });

  it('does not count for another holder, and starts again after the window', async () => {
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
    const conflict = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, newAccount);
    const ofCard = await submitted(app, 'verifyByEcard', ucenterMethods.ECARD.least, newAccount);
    for (let n = 0; n < 5; n++) await submitted(app, 'mergeAccount', mergeInput(conflict), newAccount);

    expect(await faultsOf(app, 'mergeAccount', mergeInput(conflict), newAccount)).toEqual([
      ' TOO_MANY_ATTEMPTS',
    ]);
    expect(await submitted(app, 'mergeAccount', mergeInput(ofCard), newAccount)).toMatchObject({
      status: 'CONFLICT',
    });
    clock.advance(600_000);
    expect(await submitted(app, 'mergeAccount', mergeInput(conflict), newAccount)).toMatchObject({
      status: 'CONFLICT',
    });
  });
});
