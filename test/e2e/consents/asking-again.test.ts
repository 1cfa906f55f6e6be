import type { Caller } from '../../../src/service/access/caller';
import { recordConsent } from '../../../src/service/consents/record-consent';
import { withdrawConsent } from '../../../src/service/consents/withdraw-consent';
import { redactVerification } from '../../../src/service/personal-data/redact';
import { completeReturn } from '../../../src/service/provider-events/complete-return';
import { pollDue } from '../../../src/service/verification/poll-due';
import { startVerification } from '../../../src/service/verification/start-verification';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { takenBy } from '../../support/fake-ucenter';
import { as, type SeenPayload, submit, submitted } from '../../support/ucenter';
import { farEndsEnv } from './random/far-ends';
import { openInProcess } from './random/service';
import {
  adult,
  askConsent,
  childAccount,
  childCheck,
  consentTo,
  fatherAccount,
  faultsIn,
  notice,
  openConsentScene,
  proofOfFather,
  withdraw,
} from './scene';

const opened = closeAfterEach();
const held = ['purpose CONSENT_REQUIRED'];
const never = new AbortController().signal;

describe('with CONSENT=enforce, a provider that was asked before', () => {
  it('is asked by refreshVerification only while the consents of the verification stand', async () => {
    const clock = testClock();
    const { app, ucenter } = await openConsentScene(opened, { now: clock.now });
    const guardian = {
      kind: 'GUARDIAN',
      guid: 'account-of-child',
      relationProof: await proofOfFather(app),
    };
    const first = await consentTo(app, guardian, fatherAccount);
    const { id } = await submitted(app, 'verifyByImport', childCheck, childAccount);
    const refresh = async () => {
      const { refreshVerification } = await app.query<{ refreshVerification: SeenPayload }>(
        'mutation ($id: ID!) { refreshVerification(id: $id) { verification { id } inputErrors { path code message } } }',
        { id },
        childAccount,
      );
      return faultsIn(refreshVerification);
    };
    expect([await refresh(), ucenter.results.length]).toEqual([[], 1]);
    clock.advance(60_000);
    await withdraw(app, first.id, fatherAccount);
    expect([await refresh(), ucenter.results.length]).toEqual([held, 1]);
    await consentTo(app, guardian, fatherAccount);
    // What was held back has used up no attempt.
    expect([await refresh(), ucenter.results.length]).toEqual([[], 2]);
  });

  it('is polled only while they stand, and not at all once the verification is redacted', async () => {
    const clock = testClock();
    const asked: string[] = [];
    const { tools } = opened.keep(
      await openInProcess({ ...farEndsEnv, CONSENT: 'enforce' }, { now: clock.now, fetch: linkId(asked) }),
    );
    const consent = { ...notice, purpose: 'default', kind: 'SEPARATE' };
    const agree = async () => {
      const answer = await recordConsent(tools, person, consent);
      if (!answer.accepted) throw new Error('not recorded');
      return answer.consent.id;
    };
    const first = await agree();
    const page = {
      name: adult.name,
      certType: 'RESIDENT_ID_CARD',
      certNo: adult.identityNo,
      redirectUri: 'http://127.0.0.1/done',
    };
    const started = await startVerification(tools, person, 'LINKID_PAGE', page);
    if (!started.accepted) throw new Error('not started');
    const { id: verificationId } = started.verification;
    const brought = { verificationId, field: 'at', value: 'an-invented-at' };
    await completeReturn(tools, person, 'LINKID_PAGE', brought);
    expect(asked).toHaveLength(1);

    const poll = async () => {
      clock.advance(7_200_000);
      await pollDue(tools, 'LINKID', never);
      return asked.length;
    };
    expect(await poll()).toBe(2);
    await withdrawConsent(tools, person, first);
    expect(await poll()).toBe(2);
    await agree();
    expect(await poll()).toBe(3);
    await redactVerification(tools, { ...person, scopes: new Set(['realname:redact']) }, verificationId);
    expect(await poll()).toBe(3);
    // A browser that comes back now brings the reference anew.
    const again = await completeReturn(tools, person, 'LINKID_PAGE', { ...brought, value: 'another-at' });
    expect([again.accepted, asked.length]).toEqual([false, 3]);
  });
});

describe('the proof of a relation', () => {
  it('is none if staff approved it, because ucenter could not decide', async () => {
    const { app } = await openConsentScene(opened, {
      now: testClock().now,
      ucenterDoes: { verify: () => takenBy('holder') },
    });
    const relation = {
      name: '童试父',
      relation: 'FATHER',
      outid: childCheck.outid,
      childName: childCheck.name,
      source: 'IMPORT',
    };
    const { verification } = await submit(app, 'verifyByRelation', relation, fatherAccount);
    const input = {
      verificationId: verification?.id,
      decision: 'APPROVE',
      reason: 'the household register was shown at the desk',
    };
    const resolved = await app.query(
      'mutation ($input: ResolveVerificationInput!) { resolveVerification(input: $input) { verification { status } inputErrors { code } } }',
      { input },
      as('staff', 'realname:review'),
    );
    expect(resolved).toEqual({
      resolveVerification: { verification: { status: 'APPROVED' }, inputErrors: [] },
    });
    const consent = { kind: 'GUARDIAN', guid: 'account-of-child', relationProof: verification?.id };
    expect(faultsIn(await askConsent(app, consent, fatherAccount))).toEqual([
      'relationProof UNKNOWN_REFERENCE',
    ]);
  });
});

const person: Caller = { guid: 'account-of-adult', scopes: new Set(), expiresAt: null, address: null };

/** LinkID, which gives a page and no result yet. */
function linkId(asked: string[]): typeof globalThis.fetch {
  return async (input) => {
    const { pathname } = new URL(String(input));
    if (pathname.includes('/query/')) asked.push(pathname);
    const answer = pathname.endsWith('accessToken')
      ? { access_token: 'invented-token', token_type: 'bearer', expires_in: 7200 }
      : pathname.endsWith('/auth')
        ? { code: 200, message: 'OK', data: 'https://linkid.test/1.html' }
        : { code: 500, message: '处理中', data: null };
    return Response.json(answer);
  };
}
