import { exportData } from '../../../src/cli/export';
import type { AccountExport } from '../../../src/cli/export/account';
import { commitmentTo } from '../../../src/domain/log/entry';
import { closeAfterEach } from '../../support/closing';
import { openFileDatabase } from '../../support/file-database';
import { runJob } from '../../support/terminal';
import { as, submitted } from '../../support/ucenter';
import { receiptOf } from '../log/support/log-app';
import { adult, adultAccount, child, consentTo, openConsentScene, proofOfFather, withdraw } from './scene';

const opened = closeAfterEach();
const purpose = 'subject access request 2026-117';
const mobileOwner = { idCard: adult.identityNo, userName: adult.name, mobileNo: adult.mobileNo };
/** Father and adult in one account, so that its export has everything. */
const account = as('account-of-adult', 'realname:audit');

describe('realname export', () => {
  it('holds consents, those given for others, cases, reveals, and receipts that the person can check', async () => {
    const database = opened.keep(openFileDatabase());
    const { app } = await openConsentScene(opened, { env: { ...database.env, TRANSPARENCY_LOG: 'on' } });
    const general = await consentTo(app, { kind: 'GENERAL', purpose: 'payout' }, account);
    const separate = await consentTo(app, { kind: 'SEPARATE' }, account);
    await withdraw(app, separate.id, account);
    const relationProof = await proofOfFather(app, {}, account);
    const guardian = { kind: 'GUARDIAN', guid: 'account-of-child', relationProof };
    const forChild = await consentTo(app, guardian, account);
    const checked = await submitted(app, 'verifyMobileOwner', mobileOwner, account);
    await app.query(
      'mutation ($id: ID!) { revealPersonalInfo(input: { verificationId: $id, purpose: "a complaint of theirs" }) { inputErrors { code } } }',
      { id: checked.id },
      as('staff', 'realname:reveal'),
    );
    const { verifyIdentity } = await app.query<{ verifyIdentity: { identityCase: { id: string } } }>(
      'mutation { verifyIdentity(input: { evidence: { outid: "4711" }, purpose: "payout" }) { identityCase { id } } }',
      {},
      adultAccount,
    );
    const receipt = await receiptOf(
      { ...app, query: (query, variables) => app.query(query, variables, account) },
      checked.id,
    );

    const ran = await runJob(exportData, { purpose }, ['account-of-adult'], {
      env: { ...database.env, CONSENT: 'enforce' },
      json: true,
    });
    const document = JSON.parse(ran.stdout) as AccountExport;

    expect(document.consents).toMatchObject([
      { id: general.id, purpose: 'payout', kind: 'GENERAL', status: 'LIVE' },
      { id: separate.id, kind: 'SEPARATE', status: 'WITHDRAWN' },
    ]);
    expect(document.consentsGivenForOthers).toMatchObject([
      { id: forChild.id, guid: 'account-of-child', kind: 'GUARDIAN', relationProof, status: 'LIVE' },
    ]);
    expect(document.cases).toMatchObject([
      { id: verifyIdentity.identityCase.id, purpose: 'payout', decisions: [{ chosen: null }] },
    ]);
    expect(document.verifications.map(({ id }) => id)).toEqual([checked.id, relationProof]);
    const [exported] = document.verifications;
    expect(exported?.reveals.map(({ caller, purpose: why }) => [caller, why])).toEqual([
      ['staff', 'a complaint of theirs'],
      ['operator:chen', purpose],
    ]);
    const { version, commitment } = JSON.parse(receipt.entry) as { version: number; commitment: string };
    const shown = exported?.receipts.find((one) => one.index === receipt.index);
    expect(shown).toMatchObject({ version, index: receipt.index });
    expect(commitmentTo(shown?.facts ?? '', Buffer.from(shown?.salt ?? '', 'base64url'))).toBe(commitment);
    expect(exported?.receipts.map((one) => one.version)).toEqual(expect.arrayContaining([1, 2]));
    // The child's data is not the guardian's: only the consent names the account.
    const others = await runJob(exportData, { purpose }, ['account-of-child'], {
      env: { ...database.env, CONSENT: 'enforce' },
      json: true,
    });
    expect(JSON.parse(others.stdout)).toMatchObject({
      verifications: [],
      consents: [{ id: forChild.id, givenBy: 'account-of-adult' }],
      consentsGivenForOthers: [],
    });
    expect(others.stdout).not.toContain(child.name);
  });
});
