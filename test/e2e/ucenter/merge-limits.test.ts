import { startTestApp } from '../../support/app';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { approve, code, openFakeUcenter, takenBy } from '../../support/fake-ucenter';
import { isMerge, mergeInput, newAccount, openConflict } from '../../support/merge';
import { as, faultsOf, readVerification, submitted, ucenterMethods } from '../../support/ucenter';

const opened = closeAfterEach();

describe('the hour in which a conflict can be merged', () => {
  it('lasts an hour', async () => {
    const clock = testClock();
    const { app, conflict } = await openConflict(opened, approve, { now: clock.now, sweepPauseMs: 1 });

    clock.advance(60 * 60 * 1000 - 1);
    // Enough rounds of the sweeper that it would be forgotten if it could be.
    for (let round = 0; round < 20; round++) await readVerification(app, conflict.id, newAccount);

    expect(await submitted(app, 'mergeAccount', mergeInput(conflict), newAccount)).toMatchObject({
      status: 'APPROVED',
    });
  });

  it('and not a moment longer: then it has to be verified again', async () => {
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

describe('guessing the code of a merge', () => {
  it('ends after five tries for one holder, whoever guesses and for whichever verification', async () => {
    const { app, conflict, merges } = await openConflict(opened, () => code(411, '验证码错误'));
    const second = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, as('second-account'));
    const third = await submitted(app, 'verifyByEcard', ucenterMethods.ECARD.least, as('third-account'));
    for (let n = 0; n < 3; n++)
      await submitted(app, 'mergeAccount', mergeInput(conflict, { code: `00000${n}` }), newAccount);
    for (let n = 3; n < 5; n++) {
      await submitted(app, 'mergeAccount', mergeInput(second, { code: `00000${n}` }), as('second-account'));
    }

    expect(await faultsOf(app, 'mergeAccount', mergeInput(conflict), newAccount)).toEqual([
      ' TOO_MANY_ATTEMPTS',
    ]);
    expect(await faultsOf(app, 'mergeAccount', mergeInput(third), as('third-account'))).toEqual([
      ' TOO_MANY_ATTEMPTS',
    ]);
    expect(merges()).toBe(5);
    expect(await readVerification(app, conflict.id, newAccount)).toMatchObject({
      status: 'CONFLICT',
      version: 8,
    });
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
