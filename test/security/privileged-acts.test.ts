import { startTestApp, type TestApp } from '../support/app';
import { testClock } from '../support/clock';
import { closeAfterEach, openedOnce } from '../support/closing';
import { openFakeUcenter, takenBy } from '../support/fake-ucenter';
import { type FileDatabase, openFileDatabase } from '../support/file-database';
import { bearer, openIdentityProvider } from '../support/identity-provider';
import { as, submitted } from '../support/ucenter';
import { ucenterMethods } from '../support/ucenter-inputs';

const opened = closeAfterEach();
const login = openedOnce(() => openIdentityProvider());
const purpose = 'a complaint about a grade';

interface Fault {
  readonly path: readonly string[];
  readonly code: string;
  readonly retryAt: string | null;
}
interface Revealed {
  readonly personalInfo: { readonly realName: string } | null;
  readonly inputErrors: readonly Fault[];
}

const revealing = `mutation ($input: RevealPersonalInfoInput!) {
  revealPersonalInfo(input: $input) { personalInfo { realName } inputErrors { path code retryAt } }
}`;
const approving = `mutation ($input: ApproveRevealInput!) {
  approveReveal(input: $input) { expiresAt inputErrors { path code retryAt } }
}`;

async function reveal(app: TestApp, input: object, headers = as('clerk', 'realname:reveal')) {
  const answer = await app.query<{ revealPersonalInfo: Revealed }>(revealing, { input }, headers);
  const { personalInfo, inputErrors } = answer.revealPersonalInfo;
  return personalInfo ? 'shown' : inputErrors.map(({ path, code }) => `${path.join('.')} ${code}`).join(', ');
}

async function approve(app: TestApp, input: object, headers = as('head', 'realname:approve')) {
  const answer = await app.query<{
    approveReveal: { readonly expiresAt: string | null; readonly inputErrors: readonly Fault[] };
  }>(approving, { input }, headers);
  const { expiresAt, inputErrors } = answer.approveReveal;
  return expiresAt ?? inputErrors.map(({ path, code }) => `${path.join('.')} ${code}`).join(', ');
}

async function verified(env: Readonly<Record<string, string>>) {
  const database = opened.keep(openFileDatabase());
  const clock = testClock();
  const app = opened.keep(await startTestApp({ env: { ...database.env, ...env }, now: clock.now }));
  const { id } = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, as('account-of-gao'));
  return { app, clock, database, id };
}

const rowsOf = (database: FileDatabase, table: string) =>
  database.beside((beside) =>
    beside
      .prepare(`select * from ${table} order by 1`)
      .all()
      .map((row) => ({ ...row })),
  );

describe('reveals of personal data', () => {
  it('are limited for each caller and 24 hours by REVEALS_PER_CALLER', async () => {
    const { app, clock, database, id } = await verified({ REVEALS_PER_CALLER: '2' });
    const input = { verificationId: id, purpose };

    expect([await reveal(app, input), await reveal(app, input)]).toEqual(['shown', 'shown']);
    expect(await reveal(app, input)).toBe(' TOO_MANY_ATTEMPTS');
    expect(await reveal(app, input, as('auditor', 'realname:reveal'))).toBe('shown');
    expect(rowsOf(database, 'reveal')).toHaveLength(3);

    clock.advance(86_399_000);
    expect(await reveal(app, input)).toBe(' TOO_MANY_ATTEMPTS');
    clock.advance(2000);
    expect(await reveal(app, input)).toBe('shown');
  });

  it('have a purpose from REVEAL_PURPOSES, alone or with details', async () => {
    const { app, database, id } = await verified({ REVEAL_PURPOSES: 'complaint, subject access' });
    const revealFor = (words: string) => reveal(app, { verificationId: id, purpose: words });

    expect(await revealFor('out of curiosity')).toBe('purpose NOT_ALLOWED');
    expect(await revealFor('complaints of all kinds')).toBe('purpose NOT_ALLOWED');
    expect(await revealFor('about a complaint: 117')).toBe('purpose NOT_ALLOWED');
    expect(rowsOf(database, 'reveal')).toEqual([]);
    expect(await revealFor('complaint')).toBe('shown');
    expect(await revealFor('subject access: request 2026-117')).toBe('shown');
  });

  it('need a second caller with realname:approve, within ten minutes, if REVEAL_APPROVAL is on', async () => {
    const { app, clock, database, id } = await verified({ REVEAL_APPROVAL: 'on' });
    const input = { verificationId: id, purpose };
    const approval = { ...input, callerGuid: 'clerk' };
    const both = as('clerk', 'realname:reveal realname:approve');

    expect(await reveal(app, input)).toBe('verificationId NOT_ALLOWED');
    expect(await approve(app, approval, both)).toBe('callerGuid NOT_ALLOWED');
    expect(await reveal(app, input, both)).toBe('verificationId NOT_ALLOWED');
    expect(rowsOf(database, 'reveal')).toEqual([]);

    const until = new Date(clock.now().getTime() + 600_000).toISOString();
    expect(await approve(app, approval)).toBe(until);
    expect(await reveal(app, { ...input, purpose: `${purpose} of another` })).toContain('NOT_ALLOWED');
    expect(await reveal(app, input, as('auditor', 'realname:reveal'))).toContain('NOT_ALLOWED');
    expect(await reveal(app, input)).toBe('shown');
    expect(await reveal(app, input)).toBe('verificationId NOT_ALLOWED');

    await approve(app, approval);
    clock.advance(600_000);
    expect(await reveal(app, input)).toBe('verificationId NOT_ALLOWED');
    expect(rowsOf(database, 'privileged_act')).toMatchObject([
      { kind: 'APPROVE_REVEAL', caller: 'head' },
      { kind: 'REVEAL', caller: 'clerk', approved_by: 'head' },
      { kind: 'APPROVE_REVEAL', caller: 'head' },
    ]);
  });

  it('cannot be approved without realname:approve, nor for an unknown verification', async () => {
    const { app, id } = await verified({ REVEAL_APPROVAL: 'on' });
    const input = { verificationId: id, purpose, callerGuid: 'clerk' };

    const refused = await app.send(approving, { input }, as('head', 'realname:reveal realname:redact'));
    expect(refused.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await approve(app, { ...input, verificationId: 'unknown' })).toBe(
      'verificationId UNKNOWN_REFERENCE',
    );
    expect(await approve(app, { ...input, purpose: 'short' })).toBe('purpose OUT_OF_RANGE');
  });
});

describe('every privileged act', () => {
  it('records caller, token id and request id, in the transaction of what it does', async () => {
    const database = opened.keep(openFileDatabase());
    const ucenter = opened.keep(await openFakeUcenter({ verify: () => takenBy('old-account') }));
    const { env, token } = await login();
    const app = opened.keep(
      await startTestApp({ env: { ...env, ...ucenter.env, ...database.env, ALLOW_INSECURE_HTTP: 'on' } }),
    );
    const withId = async (sub: string, scope: string, jti?: string) => ({
      ...bearer(await token({ sub, scope, claims: jti === undefined ? {} : { jti } })),
      'x-request-id': `request-of-${sub}`,
    });
    const gao = await withId('gao', '', 'jti-of-gao');
    const { id } = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, gao);
    const staff = await withId('clerk', 'realname:reveal realname:review realname:redact', 'jti-of-clerk');
    const head = await withId('head', 'realname:approve');

    await approve(app, { verificationId: id, callerGuid: 'clerk', purpose }, head);
    await reveal(app, { verificationId: id, purpose }, staff);
    await app.query(
      'mutation ($input: MergeAccountInput!) { mergeAccount(input: $input) { inputErrors { code } } }',
      { input: { verificationId: id, code: '123456', confirmIrreversible: true } },
      gao,
    );
    await app.query(
      'mutation ($input: ResolveVerificationInput!) { resolveVerification(input: $input) { inputErrors { code } } }',
      { input: { verificationId: id, decision: 'CLOSE', reason: 'the person has come by' } },
      staff,
    );
    await app.query('mutation { redactUser(guid: "gao") { redacted } }', {}, staff);

    const by = {
      caller: 'clerk',
      token_id: 'jti-of-clerk',
      request_id: 'request-of-clerk',
      system_user: null,
    };
    expect(rowsOf(database, 'privileged_act')).toMatchObject([
      {
        kind: 'APPROVE_REVEAL',
        verification_id: id,
        caller: 'head',
        token_id: null,
        request_id: 'request-of-head',
      },
      { kind: 'REVEAL', verification_id: id, ...by },
      {
        kind: 'MERGE',
        verification_id: id,
        caller: 'gao',
        token_id: 'jti-of-gao',
        request_id: 'request-of-gao',
      },
      { kind: 'RESOLVE', verification_id: id, ...by },
      { kind: 'REDACT_USER', account: 'gao', ...by },
      { kind: 'REDACT_VERIFICATION', verification_id: id, ...by },
    ]);
  });

  it.each([
    ['redactVerification', 'mutation ($id: ID!) { redactVerification(id: $id) { verification { id } } }'],
    [
      'revealPersonalInfo',
      `mutation ($id: ID!) { revealPersonalInfo(input: { verificationId: $id, purpose: "${purpose}" }) { personalInfo { realName } } }`,
    ],
  ])('is not done if it cannot be recorded: %s', async (_name, operation) => {
    const { app, database, id } = await verified({});
    database.beside((beside) =>
      beside.exec(
        "create trigger full before insert on privileged_act begin select raise(abort, 'the disk is full'); end",
      ),
    );

    const answer = await app.send(operation, { id });

    expect(answer.errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    expect(rowsOf(database, 'reveal')).toEqual([]);
    expect(rowsOf(database, 'verification')).toMatchObject([{ redacted_at: null }]);
  });
});
