import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { temporaryFolder } from '../../support/temporary-folder';
import { facePhoto } from '../../support/ucenter-inputs';
import {
  askForCase,
  type CasePayload,
  cancelCase,
  continueCase,
  openCase,
  readCase,
  verdictsOf,
} from '../cases/scene';
import {
  adult,
  adultAccount,
  child,
  childAccount,
  consentTo,
  fatherAccount,
  faultsIn,
  openConsentScene,
  proofOfFather,
  withdraw,
} from './scene';

const opened = closeAfterEach();
const { now } = testClock();
const held = ['purpose CONSENT_REQUIRED'];
const redirectUri = 'http://127.0.0.1/done';
const evidence = { name: adult.name, certNo: adult.identityNo };
const owner = { ...evidence, mobileNo: adult.mobileNo };

function isHeld(payload: CasePayload): void {
  expect(payload.identityCase).toBeNull();
  expect(faultsIn(payload)).toEqual(held);
}

/** A service of whose database file rows can be changed past it. */
async function openOnFile() {
  const folder = temporaryFolder();
  opened.keep({ close: async () => folder.remove() });
  const path = join(folder.path, 'realname.db');
  const { app } = await openConsentScene(opened, { now, env: { DATABASE_URL: `sqlite:${path}` } });
  const edit = (sql: string) => {
    const database = new DatabaseSync(path, { timeout: 5000 });
    const rows = database.prepare(sql).all();
    database.close();
    return rows;
  };
  return { app, edit };
}

describe('a case with CONSENT=enforce', () => {
  it('is not opened without the consents of its purpose, and uses up no idempotency key', async () => {
    const { app, sent } = await openConsentScene(opened, { now });
    const asked = { purpose: 'payout', evidence: owner, idempotencyKey: 'key-1' };
    isHeld(await askForCase(app, asked, adultAccount));
    // Evidence that opens no way yet changes nothing.
    isHeld(await askForCase(app, { ...asked, evidence: { name: adult.name } }, adultAccount));
    expect(sent()).toBe(0);
    await consentTo(app, { kind: 'GENERAL', purpose: 'payout' }, adultAccount);
    expect(await openCase(app, asked, adultAccount)).toMatchObject({ status: 'ACHIEVED' });
    // The account has the level: nothing is sent, and nothing has to be consented to.
    const again = await openCase(app, { purpose: 'payout', evidence: owner }, adultAccount);
    expect([again.status, again.attempts.length, sent()]).toEqual(['ACHIEVED', 0, 1]);
  });

  it('takes no way with a face without SEPARATE, and is held where only such ways are left', async () => {
    const { app, linkId, yuxin } = await openConsentScene(opened, { now });
    const withPhoto = { ...owner, photo: facePhoto };
    const low = await openCase(app, { evidence: withPhoto }, adultAccount);
    expect(low.attempts.map(({ method }) => method)).toEqual(['MOBILE_OWNER']);
    expect(verdictsOf(low.decision)).toMatchObject({
      LINKID_PHOTO: 'NOT_ALLOWED',
      LINKID_PAGE: 'NOT_ALLOWED',
    });
    const photo = low.decision.candidates.find(({ method }) => method === 'LINKID_PHOTO');
    expect(photo?.reason).toContain('separate consent');

    const high = { require: 'SUBSTANTIAL', evidence: withPhoto };
    isHeld(await askForCase(app, high, adultAccount));
    // The same if they would only need more evidence.
    isHeld(await askForCase(app, { require: 'SUBSTANTIAL', evidence }, adultAccount));
    expect([linkId.received.length, yuxin.received.length]).toEqual([0, 1]);

    await consentTo(app, { kind: 'SEPARATE' }, adultAccount);
    const found = await openCase(app, high, adultAccount);
    expect(found).toMatchObject({ status: 'ACHIEVED', attempts: [{ method: 'LINKID_PHOTO' }] });
  });

  it('needs a guardian if the evidence names a child under 14, whichever evidence the chosen method sends', async () => {
    const { app, sent } = await openConsentScene(opened, { now });
    const ofChild = { name: child.name, certNo: child.identityNo, outid: child.outid };
    isHeld(await askForCase(app, { allow: ['WHITELIST'], evidence: ofChild }, childAccount));
    // The number can come later.
    const opening = { allow: ['IMPORT'], evidence: { name: child.name, outid: child.outid } };
    const waiting = await openCase(app, opening, childAccount);
    expect(waiting.status).toBe('NEEDS_EVIDENCE');
    const more = { id: waiting.id, evidence: { certNo: child.identityNo }, idempotencyKey: 'more' };
    isHeld(await continueCase(app, more, childAccount));
    expect(sent()).toBe(0);

    const relationProof = await proofOfFather(app);
    await consentTo(app, { kind: 'GUARDIAN', guid: 'account-of-child', relationProof }, fatherAccount);
    const done = await continueCase(app, more, childAccount);
    expect(done.identityCase).toMatchObject({ status: 'ACHIEVED', attempts: [{ method: 'IMPORT' }] });
  });

  it('is CANCELED with its attempt when a consent that it rests on is withdrawn', async () => {
    const { app, linkId } = await openConsentScene(opened, { now });
    const general = await consentTo(app, { kind: 'GENERAL', purpose: 'exam' }, adultAccount);
    const separate = await consentTo(app, { kind: 'SEPARATE', purpose: 'exam' }, adultAccount);
    const page = { purpose: 'exam', allow: ['LINKID_PAGE'], evidence: { ...evidence, redirectUri } };
    const first = await openCase(app, page, adultAccount);
    expect(first).toMatchObject({ status: 'OPEN', attempts: [{ status: 'AWAITING_USER' }] });
    // Another live one of the kind: the case goes on.
    const second = await consentTo(app, { kind: 'SEPARATE', purpose: 'exam' }, adultAccount);
    await withdraw(app, separate.id, adultAccount);
    expect((await readCase(app, first.id, adultAccount))?.status).toBe('OPEN');
    await withdraw(app, second.id, adultAccount);
    expect(await readCase(app, first.id, adultAccount)).toMatchObject({
      status: 'CANCELED',
      attempts: [{ status: 'CANCELED' }],
    });

    // One that waits for evidence, and one of another purpose.
    await consentTo(app, { kind: 'SEPARATE', purpose: 'exam' }, adultAccount);
    const needy = await openCase(app, { purpose: 'exam', evidence: { name: adult.name } }, adultAccount);
    const other = await openCase(app, { evidence: { name: adult.name } }, adultAccount);
    expect([needy.status, other.status]).toEqual(['NEEDS_EVIDENCE', 'NEEDS_EVIDENCE']);
    await withdraw(app, general.id, adultAccount);
    expect((await readCase(app, needy.id, adultAccount))?.status).toBe('CANCELED');
    expect((await readCase(app, other.id, adultAccount))?.status).toBe('NEEDS_EVIDENCE');
    await cancelCase(app, other.id, adultAccount);
    expect(linkId.pages).toHaveLength(1);
  });

  it('is CANCELED by a job if the process ends between the withdrawal and the end of the case', async () => {
    const folder = temporaryFolder();
    opened.keep({ close: async () => folder.remove() });
    const env = { DATABASE_URL: `sqlite:${join(folder.path, 'realname.db')}` };
    const { app } = await openConsentScene(opened, { now, env, sweepPauseMs: 60_000 });
    const general = await consentTo(app, { kind: 'GENERAL', purpose: 'payout' }, adultAccount);
    const waiting = await openCase(app, { purpose: 'payout', evidence: { name: adult.name } }, adultAccount);
    await app.close();
    // As far as the process had come: the withdrawal is durable, and the case still waits.
    const beside = new DatabaseSync(join(folder.path, 'realname.db'));
    beside.prepare('update consent set withdrawn_at = 1, cases_due = 1 where id = ?').run(general.id);
    beside.close();
    const { app: next } = await openConsentScene(opened, { now, env, sweepPauseMs: 10 });
    const news = next.subscribe<{ identityCaseUpdated: { status: string } }>(
      'subscription ($id: ID!) { identityCaseUpdated(id: $id, sinceVersion: 1) { status } }',
      { id: waiting.id },
      adultAccount,
    );
    expect((await news.next()).identityCaseUpdated.status).toBe('CANCELED');
    await news.stop();
  });

  it('lets a consent be withdrawn once and for all, though another case was changed in the database', async () => {
    const { app, edit } = await openOnFile();
    const general = await consentTo(app, { kind: 'GENERAL', purpose: 'payout' }, adultAccount);
    const needy = { purpose: 'payout', evidence: { name: adult.name } };
    const altered = await openCase(app, needy, adultAccount);
    const other = await openCase(app, needy, adultAccount);
    edit(`update identity_case set status = 'ACHIEVED' where id = '${altered.id}'`);

    const withdrawn = await withdraw(app, general.id, adultAccount);

    expect(withdrawn.consent).toMatchObject({ status: 'WITHDRAWN' });
    expect((await readCase(app, other.id, adultAccount))?.status).toBe('CANCELED');
    // It is reported once, and the job has nothing to repeat.
    const reports = app.logLines.filter(({ fields }) => fields['caseId'] === altered.id);
    expect(reports).toEqual([expect.objectContaining({ level: 'error' })]);
    const metrics = await (await fetch(app.metricsUrl)).text();
    expect(/^realname_altered_records_total (\d+)$/m.exec(metrics)?.[1]).toBe('1');
    expect(edit('select cases_due from consent')).toEqual([{ cases_due: null }]);
    await expect(readCase(app, altered.id, adultAccount)).rejects.toThrow('changed by something other');
  });

  it('ends by a withdrawal though its attempt was changed in the database', async () => {
    const { app, edit } = await openOnFile();
    await consentTo(app, { kind: 'GENERAL', purpose: 'exam' }, adultAccount);
    const separate = await consentTo(app, { kind: 'SEPARATE', purpose: 'exam' }, adultAccount);
    const page = { purpose: 'exam', allow: ['LINKID_PAGE'], evidence: { ...evidence, redirectUri } };
    const waiting = await openCase(app, page, adultAccount);
    edit("update verification set status = 'APPROVED'");

    expect((await withdraw(app, separate.id, adultAccount)).consent).toMatchObject({ status: 'WITHDRAWN' });

    expect(edit(`select status from identity_case where id = '${waiting.id}'`)).toEqual([
      { status: 'CANCELED' },
    ]);
    expect(edit('select count(*) as due from consent where cases_due is not null')).toEqual([{ due: 0 }]);
  });

  it('asks the provider nothing at the return of the browser once the consent is withdrawn', async () => {
    const { app, linkId } = await openConsentScene(opened, { now });
    const separate = await consentTo(app, { kind: 'SEPARATE' }, adultAccount);
    const input = { name: adult.name, certType: 'RESIDENT_ID_CARD', certNo: adult.identityNo, redirectUri };
    const data = await app.query<{ startLinkIdVerification: { verification: { id: string } } }>(
      `mutation ($input: StartLinkIdVerificationInput!) {
        startLinkIdVerification(input: $input) { verification { id } }
      }`,
      { input },
      adultAccount,
    );
    const { id } = data.startLinkIdVerification.verification;
    await withdraw(app, separate.id, adultAccount);
    const returned = await fetch(linkId.returnAddress('an-invented-at'), { redirect: 'manual' });
    expect(new URL(returned.headers.get('location') ?? '').searchParams.get('status')).toBe('AWAITING_USER');
    const brought = { verificationId: id, at: 'an-invented-at' };
    const completed = await app.query<{ completeLinkIdVerification: CasePayload }>(
      `mutation ($input: CompleteLinkIdVerificationInput!) {
        completeLinkIdVerification(input: $input) { verification { id } inputErrors { path code message } }
      }`,
      { input: brought },
      adultAccount,
    );
    expect(faultsIn(completed.completeLinkIdVerification)).toEqual(held);
    expect(linkId.asked).toHaveLength(0);
  });

  it('planIdentityVerification shows the same without an account being asked', async () => {
    const { app, sent } = await openConsentScene(opened, { now });
    const plan = async () => {
      const data = await app.query<{
        planIdentityVerification: { decision: { candidates: { method: string; verdict: string }[] } };
      }>(
        `{ planIdentityVerification(input: { require: SUBSTANTIAL, evidence: ["name", "certNo", "photo"] }) {
          decision { candidates { method verdict } }
        } }`,
        {},
        adultAccount,
      );
      const { candidates } = data.planIdentityVerification.decision;
      return candidates.find(({ method }) => method === 'LINKID_PHOTO')?.verdict;
    };
    expect(await plan()).toBe('NOT_ALLOWED');
    await consentTo(app, { kind: 'SEPARATE' }, adultAccount);
    expect(await plan()).toBe('CHOSEN');
    expect(sent()).toBe(0);
  });
});
