import { startTestApp, type TestApp } from '../../support/app';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { openFakeUcenter, type React } from '../../support/fake-ucenter';
import { type FileDatabase, openFileDatabase } from '../../support/file-database';
import { as, type InputFault, submitted } from '../../support/ucenter';
import { gao, ucenterMethods } from '../../support/ucenter-inputs';

const opened = closeAfterEach();
const me = as('account-of-gao');
const clerk = as('clerk', 'realname:reveal');
const purpose = '核对学籍时需要完整证件号';

const relative = {
  outid: '150941',
  realName: '高小雨',
  identityNo: '33010220140715004X',
  mobileNo: '19912343333',
  relation: 'F',
};
const withRelative: React = () => ({
  json: { code: 200, message: 'OK', data: { rnAuthTicket: 'T_1', relativeInfo: [relative] } },
});

interface Answer {
  readonly revealPersonalInfo: {
    readonly personalInfo: Readonly<Record<string, unknown>> | null;
    readonly inputErrors: readonly InputFault[];
  };
}

const operation = `mutation ($input: RevealPersonalInfoInput!) {
  revealPersonalInfo(input: $input) {
    personalInfo {
      realName certType identityNo mobileNo address birthday
      relatives { outid realName identityNo mobileNo }
    }
    inputErrors { path code message }
  }
}`;

const ask = (app: TestApp, input: Record<string, unknown>, headers = clerk) =>
  app.send<Answer>(operation, { input: { purpose, ...input } }, headers);

const revealsIn = (database: FileDatabase) =>
  database.beside((beside) =>
    beside
      .prepare('select * from reveal order by at')
      .all()
      .map((row) => ({ ...row })),
  );

/** A verification by RELATION with all its data, in a database that the test can open as well. */
async function verified() {
  const database = opened.keep(openFileDatabase());
  const clock = testClock();
  const ucenter = opened.keep(await openFakeUcenter({ verify: withRelative }));
  const app = opened.keep(await startTestApp({ env: { ...ucenter.env, ...database.env }, now: clock.now }));
  const { id } = await submitted(app, 'verifyByRelation', ucenterMethods.RELATION.full, me);
  return { app, database, clock, id };
}

describe('revealPersonalInfo', () => {
  it('shows claimed and confirmed values in plain text, for any account', async () => {
    const { app, id } = await verified();

    expect(await ask(app, { verificationId: id })).toEqual({
      data: {
        revealPersonalInfo: {
          personalInfo: {
            realName: gao.name,
            certType: 'RESIDENT_ID_CARD',
            identityNo: gao.identityNo,
            mobileNo: null,
            address: null,
            birthday: null,
            relatives: [
              {
                outid: '150941',
                realName: '高小雨',
                identityNo: '33010220140715004X',
                mobileNo: '19912343333',
              },
            ],
          },
          inputErrors: [],
        },
      },
    });
  });

  it('records caller, verification, purpose and time of every reveal', async () => {
    const { app, database, clock, id } = await verified();
    const first = clock.now().getTime();

    await ask(app, { verificationId: id });
    clock.advance(5000);
    await ask(
      app,
      { verificationId: id, purpose: `  ${purpose}，第二次  ` },
      as('auditor', 'realname:reveal'),
    );

    expect(revealsIn(database)).toMatchObject([
      { verification_id: id, caller: 'clerk', purpose, at: first },
      { verification_id: id, caller: 'auditor', purpose: `${purpose}，第二次`, at: first + 5000 },
    ]);
  });

  it('happens once in an operation: several aliases are refused, and nothing is recorded', async () => {
    const { app, database, id } = await verified();
    const alias = (n: number) =>
      `a${n}: revealPersonalInfo(input: {verificationId: "${id}", purpose: "${purpose}${n}"}) { personalInfo { realName } }`;

    const answer = await app.send(`mutation { ${[1, 2, 3].map(alias).join(' ')} }`, {}, clerk);

    expect(answer.errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COMPLEX' } }]);
    expect(revealsIn(database)).toEqual([]);
  });

  it('shows nothing if the reveal cannot be recorded', async () => {
    const { app, database, id } = await verified();
    database.beside((beside) =>
      beside.exec(
        "create trigger full before insert on reveal begin select raise(abort, 'the disk is full'); end",
      ),
    );

    const answer = await ask(app, { verificationId: id });

    expect(answer.data ?? null).toBeNull();
    expect(answer.errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    expect(JSON.stringify(answer)).not.toMatch(/高|3301|disk/);
    expect(app.logLines).toContainEqual(expect.objectContaining({ level: 'error' }));
    expect(revealsIn(database)).toEqual([]);
  });

  it.each([
    ['a caller without scopes', me],
    ['a reader', as('reader', 'realname:read realname:write realname:redact')],
    ['the person, of the own data', as('account-of-gao', 'realname:read')],
  ])('refuses %s, with the same answer whether or not the verification exists', async (_who, headers) => {
    const { app, database, id } = await verified();

    const answer = await ask(app, { verificationId: id }, headers);

    expect(answer.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(answer.data ?? null).toBeNull();
    expect(await ask(app, { verificationId: 'no-such-verification' }, headers)).toEqual(answer);
    expect(revealsIn(database)).toEqual([]);
  });

  it.each([
    ['none', '', 'REQUIRED'],
    ['blank', ' '.repeat(20), 'REQUIRED'],
    ['of nine characters', '核对学籍时需要证件', 'OUT_OF_RANGE'],
    ['of nine characters and spaces', '  核对学籍时需要证件  ', 'OUT_OF_RANGE'],
    ['of nine characters that take two places each', '𠮷'.repeat(9), 'OUT_OF_RANGE'],
    ['of 501 characters', '核'.repeat(501), 'TOO_LONG'],
    ['in two lines', `${purpose}\n${purpose}`, 'MALFORMED'],
  ])('refuses a purpose that is %s', async (_what, wrong, code) => {
    const { app, database, id } = await verified();

    const { data } = await ask(app, { verificationId: id, purpose: wrong });

    expect(data?.revealPersonalInfo).toEqual({
      personalInfo: null,
      inputErrors: [{ path: ['purpose'], code, message: expect.stringMatching(/\.$/) }],
    });
    expect(revealsIn(database)).toEqual([]);
  });

  it.each(['核对学籍时需要证件号', '𠮷'.repeat(500)])(
    'accepts a purpose of 10 to 500 characters',
    async (enough) => {
      const { app, id } = await verified();

      const { data } = await ask(app, { verificationId: id, purpose: enough });

      expect(data?.revealPersonalInfo).toMatchObject({
        personalInfo: { realName: gao.name },
        inputErrors: [],
      });
    },
  );

  it('returns null for a verification that does not exist', async () => {
    const { app, database } = await verified();

    const { data } = await ask(app, { verificationId: 'no-such-verification' });

    expect(data?.revealPersonalInfo).toMatchObject({
      personalInfo: null,
      inputErrors: [{ path: ['verificationId'], code: 'UNKNOWN_REFERENCE' }],
    });
    expect(revealsIn(database)).toEqual([]);
  });

  it('finds nothing after redaction', async () => {
    const { app, database, id } = await verified();
    await app.query('mutation ($id: ID!) { redactVerification(id: $id) { verification { id } } }', { id });

    const { data } = await ask(app, { verificationId: id });

    expect(data?.revealPersonalInfo).toMatchObject({
      personalInfo: null,
      inputErrors: [{ path: ['verificationId'], code: 'WRONG_STATE' }],
    });
    expect(revealsIn(database)).toEqual([]);
  });
});

describe('approveReveal', () => {
  it('approves nothing of a verification whose data is destroyed', async () => {
    const { app, id } = await verified();
    const operation = `mutation ($id: ID!) {
      approveReveal(input: { verificationId: $id, callerGuid: "clerk", purpose: "${purpose}" }) {
        expiresAt
        inputErrors { path code }
      }
    }`;
    const head = as('head', 'realname:approve');
    const approval = () => app.query<{ approveReveal: unknown }>(operation, { id }, head);
    expect((await approval()).approveReveal).toEqual({ expiresAt: expect.any(String), inputErrors: [] });

    await app.query('mutation ($id: ID!) { redactVerification(id: $id) { verification { id } } }', { id });

    expect((await approval()).approveReveal).toEqual({
      expiresAt: null,
      inputErrors: [{ path: ['verificationId'], code: 'WRONG_STATE' }],
    });
  });
});
