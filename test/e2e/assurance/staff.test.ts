import { startTestApp, type TestApp } from '../../support/app';
import { assuranceFields, type Headers, type SeenAssurance, viewer } from '../../support/assured';
import { closeAfterEach } from '../../support/closing';
import { openFakeOneNet, startAtOneNet } from '../../support/fake-onenet';
import { laterPush, pushAccepted } from '../../support/onenet-push';
import { as, submitted } from '../../support/ucenter';
import { ucenterMethods } from '../../support/ucenter-inputs';

const opened = closeAfterEach();
const person = as('account-of-liu');
const staff = as('clerk', 'realname:review');
const reason = 'The card was shown at the desk.';

interface Resolved {
  readonly verification: {
    readonly id: string;
    readonly version: number;
    readonly status: string;
    readonly failure: { readonly code: string; readonly message: string } | null;
    readonly assurance: SeenAssurance;
    readonly staffDecision: object | null;
    readonly history: readonly { readonly cause: string; readonly message: string | null }[];
  } | null;
  readonly inputErrors: readonly { readonly path: readonly string[]; readonly code: string }[];
}

async function resolve(
  app: TestApp,
  verificationId: string,
  decision: string,
  headers: Headers = staff,
  why = reason,
): Promise<Resolved> {
  const { resolveVerification } = await app.query<{ resolveVerification: Resolved }>(
    `mutation ($input: ResolveVerificationInput!) {
      resolveVerification(input: $input) {
        verification {
          id version status failure { code message } assurance ${assuranceFields}
          staffDecision { decision reason callerGuid } history { cause message }
        }
        inputErrors { path code }
      }
    }`,
    { input: { verificationId, decision, reason: why } },
    headers,
  );
  return resolveVerification;
}

/** A OneNET verification that the person has been sent to, and a push for it. */
async function waiting() {
  const oneNet = opened.keep(await openFakeOneNet());
  const app = opened.keep(await startTestApp({ env: oneNet.env }));
  const started = await startAtOneNet(app, oneNet, {}, person);
  const push = (n: number, status: string) =>
    pushAccepted(started.callbackUrl, laterPush(started, n, status));
  return { app, id: started.id, push };
}

describe('resolveVerification', () => {
  it('approves at LOW what the person claimed, and names staff as the source', async () => {
    const { app, id } = await waiting();

    const { verification } = await resolve(app, id, 'APPROVE');

    expect(verification).toMatchObject({
      status: 'APPROVED',
      failure: null,
      assurance: {
        level: 'LOW',
        identity: 'CLAIMED',
        binding: 'NONE',
        channel: 'AUTHENTICATED',
        validUntil: null,
      },
      staffDecision: { decision: 'APPROVE', reason, callerGuid: 'clerk' },
    });
    expect(verification?.assurance.reasons.map(({ code }) => code)).toEqual(['METHOD', 'STAFF_DECISION']);
    expect(verification?.history.at(-1)).toMatchObject({ cause: 'STAFF' });
    expect((await viewer(app, person)).isRealNameVerified).toBe(true);
  });

  it('rejects with REVIEW_REJECTED, and closes without a verdict', async () => {
    const { app, id } = await waiting();
    const other = await waiting();

    expect((await resolve(app, id, 'REJECT')).verification).toMatchObject({
      status: 'REJECTED',
      failure: { code: 'REVIEW_REJECTED' },
    });
    expect((await resolve(other.app, other.id, 'CLOSE')).verification).toMatchObject({
      status: 'CANCELED',
      failure: null,
    });
  });

  it.each([
    ['CONFLICT', 'SANDBOX0409'],
    ['BLOCKED', 'SANDBOX0410'],
  ])('is possible in %s', async (status, outid) => {
    const app = opened.keep(await startTestApp());
    const held = await submitted(app, 'verifyByImport', { ...ucenterMethods.IMPORT.full, outid }, person);
    expect(held.status).toBe(status);

    expect((await resolve(app, held.id, 'APPROVE')).verification).toMatchObject({ status: 'APPROVED' });
  });

  it('is possible in review, and refused after a verdict', async () => {
    const { app, id, push } = await waiting();
    await push(1, '1');
    expect((await resolve(app, id, 'APPROVE')).verification).toMatchObject({ status: 'APPROVED' });

    for (const decision of ['APPROVE', 'REJECT', 'CLOSE']) {
      expect(await resolve(app, id, decision)).toMatchObject({
        verification: null,
        inputErrors: [{ path: ['verificationId'], code: 'WRONG_STATE' }],
      });
    }
  });

  it('is overruled by a later verdict of the provider', async () => {
    const { app, id, push } = await waiting();
    await resolve(app, id, 'APPROVE');
    await push(1, '0');

    const query = `query ($id: ID!) { verification(id: $id) { status assurance ${assuranceFields} } }`;
    const { verification } = await app.query<{ verification: { assurance: SeenAssurance } }>(query, { id });
    expect(verification.assurance).toMatchObject({ level: 'SUBSTANTIAL', identity: 'AUTHORITATIVE' });

    await push(2, '4');
    expect(await app.query(query, { id })).toMatchObject({
      verification: { status: 'REJECTED', assurance: { level: 'NONE' } },
    });
  });

  it('with CLOSE makes later verdicts ineffective', async () => {
    const { app, id, push } = await waiting();
    await resolve(app, id, 'CLOSE');
    await push(1, '0');

    const { verification } = await app.query<{ verification: object }>(
      'query ($id: ID!) { verification(id: $id) { status } }',
      { id },
    );
    expect(verification).toEqual({ status: 'CANCELED' });
  });

  it("refuses the caller's own account, an unknown verification, a reason of a wrong length, and every other caller", async () => {
    const { app, id } = await waiting();

    expect((await resolve(app, id, 'APPROVE', as('account-of-liu', 'realname:review'))).inputErrors).toEqual([
      { path: ['verificationId'], code: 'NOT_ALLOWED' },
    ]);
    expect((await resolve(app, 'no-such', 'APPROVE')).inputErrors).toEqual([
      { path: ['verificationId'], code: 'UNKNOWN_REFERENCE' },
    ]);
    for (const [why, code] of [
      ['too short', 'OUT_OF_RANGE'],
      ['x'.repeat(501), 'TOO_LONG'],
      ['   ', 'REQUIRED'],
    ] as const) {
      expect((await resolve(app, id, 'APPROVE', staff, why)).inputErrors).toEqual([
        { path: ['reason'], code },
      ]);
    }
    await expect(resolve(app, id, 'APPROVE', as('clerk', 'realname:write realname:read'))).rejects.toThrow(
      'FORBIDDEN',
    );
  });
});

describe('the reason of a staff decision', () => {
  it('is visible with realname:review only, and is in no event', async () => {
    const { app, id } = await waiting();
    await resolve(app, id, 'REJECT');
    const query = `query ($id: ID!) { verification(id: $id) {
      id failure { message } history { message } staffDecision { reason } } }`;

    const forPerson = await app.send(query, { id }, person);
    expect(JSON.stringify(forPerson)).not.toContain(reason);
    expect(forPerson).toMatchObject({
      data: { verification: { id, staffDecision: null } },
      errors: [{ path: ['verification', 'staffDecision'], extensions: { code: 'FORBIDDEN' } }],
    });
    const forStaff = await app.send(query, { id }, as('clerk', 'realname:read realname:review'));
    expect(forStaff).toMatchObject({ data: { verification: { staffDecision: { reason } } } });
  });

  it('is destroyed by redaction; the decision remains', async () => {
    const { app, id } = await waiting();
    await resolve(app, id, 'APPROVE');
    await app.query('mutation ($id: ID!) { redactVerification(id: $id) { verification { id } } }', { id });

    const answer = await app.query(
      'query ($id: ID!) { verification(id: $id) { staffDecision { decision reason } assurance { level } } }',
      { id },
    );

    expect(answer).toEqual({
      verification: { staffDecision: { decision: 'APPROVE', reason: '' }, assurance: { level: 'LOW' } },
    });
  });
});
