import { startTestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { approve, code, openFakeUcenter, type React, takenBy } from '../../support/fake-ucenter';
import { mergeInput, newAccount, openConflict, openHeld } from '../../support/merge';
import { as, faultsOf, readVerification, submit, submitted } from '../../support/ucenter';
import { type Input, ucenterMethods } from '../../support/ucenter-inputs';

const opened = closeAfterEach();

describe('mergeAccount is refused', () => {
  it('without consent and a valid code, with all errors at once', async () => {
    const { app, conflict, merges } = await openConflict(opened, approve);
    const faults = (input: Input) => faultsOf(app, 'mergeAccount', mergeInput(conflict, input), newAccount);

    expect(await faults({ confirmIrreversible: false })).toEqual(['confirmIrreversible NOT_ALLOWED']);
    expect(await faults({ code: ' ' })).toEqual(['code REQUIRED']);
    expect(await faults({ code: '12 3' })).toEqual(['code MALFORMED']);
    expect(
      await faults({ code: '123456789', confirmIrreversible: false, idempotencyKey: 'k'.repeat(256) }),
    ).toEqual(['code MALFORMED', 'confirmIrreversible NOT_ALLOWED', 'idempotencyKey TOO_LONG']);
    expect(merges()).toBe(0);
    expect(await readVerification(app, conflict.id, newAccount)).toEqual(conflict);
  });

  it("for an unknown verification and for another account's, with the same answer", async () => {
    const { app, conflict, merges } = await openConflict(opened, approve);
    const stranger = as('stranger', 'realname:read');

    const foreign = await submit(app, 'mergeAccount', mergeInput(conflict), stranger);
    const unknown = await submit(app, 'mergeAccount', mergeInput({ id: 'no-such-verification' }), stranger);

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
  ])('if there is nothing to merge: %s', async (status, verify) => {
    const ucenter = opened.keep(await openFakeUcenter({ verify }));
    const app = opened.keep(await startTestApp({ env: ucenter.env }));
    const verification = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, newAccount);
    expect(verification).toMatchObject({
      status,
      ...(status === 'CONFLICT' && { conflict: { mergeable: false } }),
    });

    expect(await faultsOf(app, 'mergeAccount', mergeInput(verification), newAccount)).toEqual([
      'verificationId WRONG_STATE',
    ]);
    expect(ucenter.verifications).toHaveLength(1);
  });

  it('after the conflict was cancelled or its personal data redacted', async () => {
    const { app, merges } = await openHeld(opened, approve);
    const canceled = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, newAccount);
    const redacted = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, newAccount);
    await app.query('mutation ($id: ID!) { cancelVerification(id: $id) { verification { id } } }', {
      id: canceled.id,
    });
    await app.query('mutation ($id: ID!) { redactVerification(id: $id) { verification { id } } }', {
      id: redacted.id,
    });

    for (const verification of [canceled, redacted]) {
      expect(await faultsOf(app, 'mergeAccount', mergeInput(verification), newAccount)).toEqual([
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

    expect(await faultsOf(app, 'mergeAccount', mergeInput(startOneNetVerification.verification))).toEqual([
      'verificationId WRONG_STATE',
    ]);
  });

  it('a second time', async () => {
    const { app, conflict, merges } = await openConflict(opened, approve);
    await submitted(app, 'mergeAccount', mergeInput(conflict), newAccount);

    expect(await faultsOf(app, 'mergeAccount', mergeInput(conflict), newAccount)).toEqual([
      'verificationId WRONG_STATE',
    ]);
    expect(merges()).toBe(1);
  });
});
