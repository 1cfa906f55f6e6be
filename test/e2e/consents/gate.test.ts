import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { as, submit, submitted } from '../../support/ucenter';
import { facePhoto } from '../../support/ucenter-inputs';
import {
  adult,
  adultAccount,
  askConsent,
  child,
  childAccount,
  childCheck,
  consentTo,
  fatherAccount,
  faultsIn,
  numberOf,
  openConsentScene,
  proofOfFather,
  withdraw,
} from './scene';

const opened = closeAfterEach();
const held = ['purpose CONSENT_REQUIRED'];
const owner = { idCard: adult.identityNo, userName: adult.name, mobileNo: adult.mobileNo };
const photo = {
  name: adult.name,
  certType: 'RESIDENT_ID_CARD',
  certNo: adult.identityNo,
  idPicture: facePhoto,
};
const { now } = testClock();

describe('with CONSENT=enforce', () => {
  it('nothing is sent for a purpose without each consent that it lists, and the idempotency key stays free', async () => {
    const { app, sent } = await openConsentScene(opened, { now });
    const asked = { ...owner, purpose: 'payout', idempotencyKey: 'key-1' };

    const before = await submit(app, 'verifyMobileOwner', asked, adultAccount);
    expect(before.verification).toBeNull();
    expect(faultsIn(before)).toEqual(held);
    expect(before.inputErrors[0]?.message).toContain('GENERAL');
    expect(sent()).toBe(0);

    // Neither another purpose's, nor another account's, nor another kind.
    await consentTo(app, { kind: 'GENERAL' }, adultAccount);
    await consentTo(app, { kind: 'GENERAL', purpose: 'payout' }, childAccount);
    await consentTo(app, { kind: 'SEPARATE', purpose: 'payout' }, adultAccount);
    expect(faultsIn(await submit(app, 'verifyMobileOwner', asked, adultAccount))).toEqual(held);
    expect(sent()).toBe(0);

    const consent = await consentTo(app, { kind: 'GENERAL', purpose: 'payout' }, adultAccount);
    const first = await submitted(app, 'verifyMobileOwner', asked, adultAccount);
    expect([first.status, sent()]).toEqual(['APPROVED', 1]);

    // A repeat returns the first one whatever has become of the consent; a new request is held.
    await withdraw(app, consent.id, adultAccount);
    expect((await submitted(app, 'verifyMobileOwner', asked, adultAccount)).id).toBe(first.id);
    const again = { ...asked, idempotencyKey: 'key-2' };
    expect(faultsIn(await submit(app, 'verifyMobileOwner', again, adultAccount))).toEqual(held);
    expect(sent()).toBe(1);
  });

  it('any live consent of the kind stands, also after another one was withdrawn', async () => {
    const { app } = await openConsentScene(opened, { now });
    const older = await consentTo(app, { kind: 'GENERAL', purpose: 'payout' }, adultAccount);
    await consentTo(app, { kind: 'GENERAL', purpose: 'payout' }, adultAccount);
    await withdraw(app, older.id, adultAccount);
    const { status } = await submitted(
      app,
      'verifyMobileOwner',
      { ...owner, purpose: 'payout' },
      adultAccount,
    );
    expect(status).toBe('APPROVED');
  });

  it('a method with a face needs SEPARATE whatever the purpose says, and one without does not', async () => {
    const { app, linkId } = await openConsentScene(opened, { now });
    expect(faultsIn(await submit(app, 'verifyLinkIdPhoto', photo, adultAccount))).toEqual(held);
    expect(linkId.received).toHaveLength(0);
    await submitted(app, 'verifyMobileOwner', owner, adultAccount);
    await consentTo(app, { kind: 'SEPARATE' }, adultAccount);
    expect((await submitted(app, 'verifyLinkIdPhoto', photo, adultAccount)).status).toBe('APPROVED');
  });

  it('a child under 14 by the number in the input needs the consent of a guardian, and a child of 14 none', async () => {
    const clock = testClock();
    const { app, ucenter } = await openConsentScene(opened, { now: clock.now });
    const bornOnThe3rd = { ...childCheck, identityNo: numberOf('20120303') };
    const check = () => submit(app, 'verifyByImport', bornOnThe3rd, childAccount);
    expect(faultsIn(await check())).toEqual(held);
    // A consent that the child gives itself changes nothing.
    await consentTo(app, { kind: 'GENERAL' }, childAccount);
    // 23:59:59.999 on 2 March in China.
    clock.advance(Date.parse('2026-03-02T15:59:59.999Z') - clock.now().getTime());
    expect(faultsIn(await check())).toEqual(held);
    expect(ucenter.verifications).toHaveLength(0);
    clock.advance(1);
    expect((await check()).verification?.status).toBe('APPROVED');
  });

  it('the consent of a guardian releases the check, until the consent or its proof is gone', async () => {
    const { app, ucenter } = await openConsentScene(opened, { now });
    const proof = await proofOfFather(app);
    const guardian = { kind: 'GUARDIAN', guid: 'account-of-child', relationProof: proof };
    const first = await consentTo(app, guardian, fatherAccount);
    expect(first).toMatchObject({
      user: { guid: 'account-of-child' },
      givenBy: 'account-of-father',
      status: 'LIVE',
    });
    expect((await submitted(app, 'verifyByImport', childCheck, childAccount)).status).toBe('APPROVED');
    const sent = ucenter.verifications.length;

    // For another purpose, and for another child on the same account, it is none.
    const other = { ...childCheck, name: '童试他' };
    expect(faultsIn(await submit(app, 'verifyByImport', other, childAccount))).toEqual(held);
    const payout = { ...childCheck, purpose: 'face' };
    expect(faultsIn(await submit(app, 'verifyByImport', payout, childAccount))).toEqual(held);

    await withdraw(app, first.id, fatherAccount);
    expect(faultsIn(await submit(app, 'verifyByImport', childCheck, childAccount))).toEqual(held);

    await consentTo(app, guardian, fatherAccount);
    await submitted(app, 'verifyByImport', childCheck, childAccount);
    await app.query(
      'mutation ($id: ID!) { redactVerification(id: $id) { verification { status } } }',
      { id: proof },
      as('staff', 'realname:redact'),
    );
    expect(faultsIn(await submit(app, 'verifyByImport', childCheck, childAccount))).toEqual(held);
    expect(ucenter.verifications).toHaveLength(sent + 1);
  });

  it("the guardian's own relation asks for no guardian of the child", async () => {
    const { app } = await openConsentScene(opened, { now });
    await proofOfFather(app);
    // The number in this input is the caller's own: a child that claims a relation needs a guardian.
    const asked = {
      name: child.name,
      identityNo: child.identityNo,
      relation: 'SON',
      outid: '150942',
      childName: '童试亲',
      source: 'IMPORT',
    };
    expect(faultsIn(await submit(app, 'verifyByRelation', asked, childAccount))).toEqual(held);
  });

  it('an identity number that ucenter names of the relative must be the one in the input', async () => {
    let named: string | null = numberOf('20120602');
    const relative = () => ({
      customerCode: '1001',
      ecardSchool: false,
      identityNo: named,
      outid: child.outid,
      realName: child.name,
      relation: 'F',
      deptInfo: [],
    });
    const { app } = await openConsentScene(opened, {
      now,
      ucenterDoes: {
        verify: () => ({
          json: {
            code: 200,
            message: 'OK',
            data: { rnAuthTicket: 'T_1', deviceId: 'D_1', relativeInfo: [relative()] },
          },
        }),
      },
    });
    const consent = async () =>
      consentTo(
        app,
        { kind: 'GUARDIAN', guid: 'account-of-child', relationProof: await proofOfFather(app) },
        fatherAccount,
      );
    await consent();
    expect(faultsIn(await submit(app, 'verifyByImport', childCheck, childAccount))).toEqual(held);
    named = child.identityNo;
    await consent();
    await submitted(app, 'verifyByImport', childCheck, childAccount);
  });

  it('a refresh and a merge rest on the consents of the verification', async () => {
    const { app, ucenter } = await openConsentScene(opened, {
      now,
      ucenterDoes: {
        verify: () => ({
          json: { code: 409, message: '占用', data: { mobileNo: '180******11', guid: 'holder' } },
        }),
      },
    });
    const consent = await consentTo(app, { kind: 'GENERAL', purpose: 'payout' }, adultAccount);
    const asked = { name: adult.name, identityNo: adult.identityNo, outid: '350002', purpose: 'payout' };
    const { id, status } = await submitted(app, 'verifyByImport', asked, adultAccount);
    expect(status).toBe('CONFLICT');
    await withdraw(app, consent.id, adultAccount);
    const merge = { verificationId: id, code: '123456', confirmIrreversible: true };
    expect(faultsIn(await submit(app, 'mergeAccount', merge, adultAccount))).toEqual(held);
    expect(ucenter.verifications).toHaveLength(1);
    await consentTo(app, { kind: 'GENERAL', purpose: 'payout' }, adultAccount);
    await submitted(app, 'mergeAccount', merge, adultAccount);
    expect(ucenter.verifications).toHaveLength(2);
  });
});

describe('without enforcement', () => {
  it('CONSENT=record records consents and refuses nothing', async () => {
    const { app } = await openConsentScene(opened, { now, consent: 'record' });
    await consentTo(app, { kind: 'GENERAL' }, adultAccount);
    await submitted(app, 'verifyByImport', { ...childCheck, purpose: 'payout' }, childAccount);
    await submitted(app, 'verifyLinkIdPhoto', photo, adultAccount);
  });

  it('CONSENT=off records none', async () => {
    const { app } = await openConsentScene(opened, { now, consent: 'off' });
    expect(faultsIn(await askConsent(app, { kind: 'GENERAL' }, adultAccount))).toEqual([' NOT_ALLOWED']);
    await submitted(app, 'verifyByImport', { ...childCheck, purpose: 'payout' }, childAccount);
  });
});
