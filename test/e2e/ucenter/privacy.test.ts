import { startTestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import {
  approve,
  code,
  openFakeUcenter,
  ownedBy,
  type React,
  type SeenRequest,
  takenBy,
} from '../../support/fake-ucenter';
import { openFileDatabase } from '../../support/file-database';
import { as, operationOf, type SeenPayload } from '../../support/ucenter';
import { type Input, ucenterMethodList, ucenterMethods, withValues } from '../../support/ucenter-inputs';

const opened = closeAfterEach();

/** Values that only ucenter may see: invented, and unlike any other text. */
const canary = {
  name: '金丝雀鸣',
  childName: '金丝小雀',
  identityNo: '330102198305120072',
  mobileNo: '19987654321',
  password: 'canary-pass-w0rd',
  smsCode: '64917382',
  mergeCode: '73918265',
  outid: 'CANARY0UTID77',
  verifyResult: 'canary-wechat-result',
  accessToken: 'canary-wechat-t0ken',
  unionPayToken: 'canary-unionpay-t0ken',
  sign: 'canary-unionpay-s1gn',
  ownToken: 'canary-own-t0ken',
  clientSecret: 'canary-client-s3cret',
  appToken: 'canary-app-t0ken',
  relative: '金丝老雀',
} as const;

const canaryValues = {
  name: canary.name,
  realName: canary.name,
  childName: canary.childName,
  identityNo: canary.identityNo,
  certCode: canary.identityNo,
  mobileNo: canary.mobileNo,
  outid: canary.outid,
  password: canary.password,
  code: canary.smsCode,
  token: canary.unionPayToken,
  sign: canary.sign,
  accessToken: canary.accessToken,
  verifyResult: canary.verifyResult,
};
const inputs = ucenterMethodList.map(
  ({ mutation, full }) => [mutation, withValues(full, canaryValues)] as const,
);

const approveWithRelative: React = (request, count) => ({
  json: {
    code: 200,
    message: `OK ${canary.name}`,
    data: {
      rnAuthTicket: `T_${count}`,
      memberId: `G${canary.identityNo}`,
      role: canary.name,
      relativeInfo: [
        {
          realName: canary.relative,
          identityNo: canary.identityNo,
          mobileNo: canary.mobileNo,
          relation: canary.name,
        },
        canary.name,
      ],
      deptInfo: [{ deptName: request.body }],
    },
  },
});

/** ucenter's words about a request: all of it, but for the school number, by which support finds the person. */
const words = ({ body }: SeenRequest) => `请求有误：${body.replaceAll(canary.outid, '')}`;

/** Every reaction of ucenter, with the request repeated in its message if it has one. */
const reactions: readonly React[] = [
  approveWithRelative,
  () => takenBy('old-account'),
  (request) => ({ json: { code: 410, message: words(request), data: {} } }),
  (request) => code(422, words(request)),
  (request) => code(499, words(request)),
  () => 'cut',
  ({ body }) => ({ raw: `<p>${body}</p>` }),
  ({ body }) => ({ status: 500, raw: body }),
  (request) => ({ status: 401, json: { code: 401, message: words(request) } }),
  (request) => code(canary.identityNo, words(request)),
];

/** A text in every form in which it could lie about: as it is, in hex, and in base64 wherever it begins. */
function formsOf(text: string): readonly Buffer[] {
  const bytes = Buffer.from(text);
  const hex = bytes.toString('hex');
  const base64 = [0, 1, 2].map((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    // The first and last characters depend on what stands around.
    return shifted.slice(shift === 0 ? 0 : 4, Math.floor((bytes.length + shift) / 3) * 4);
  });
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^ -~]/g, escapeOf);
  return [text, hex, hex.toUpperCase(), ...base64, encodeURIComponent(text), escaped].map((form) =>
    Buffer.from(form),
  );
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Names of the canaries that can be found in any of the places. */
function foundIn(places: readonly Buffer[]): string[] {
  return Object.entries(canary)
    .filter(([, value]) => formsOf(value).some((form) => places.some((place) => place.includes(form))))
    .map(([name]) => name);
}

describe("personal data and secrets given to ucenter's methods", () => {
  it('are detected by this test in every encoding', () => {
    const text = `…${canary.name}…`;

    for (const form of [
      text,
      Buffer.from(text).toString('base64'),
      Buffer.from(`x${text}`).toString('base64'),
    ]) {
      expect(foundIn([Buffer.from(form)])).toEqual(['name']);
    }
    expect(foundIn([Buffer.from(Buffer.from(canary.password).toString('hex'))])).toEqual(['password']);
    expect(foundIn([Buffer.from(encodeURIComponent(canary.relative))])).toEqual(['relative']);
  });

  it('are in no log, error, metric, answer or file afterwards', async () => {
    const database = opened.keep(openFileDatabase());
    let react: React = approve;
    const ucenter = opened.keep(
      await openFakeUcenter({
        verify: (request, count) => react(request, count),
        owner: () => ownedBy('account-of-canary'),
        token: () => ({ json: { access_token: canary.appToken, expires_in: 7200 } }),
        result: () => ({
          json: { code: 200, data: { result: true, realName: canary.name, identityNo: canary.identityNo } },
        }),
      }),
    );
    const env = {
      ...ucenter.env,
      ...database.env,
      UCENTER_CLIENT_SECRET: canary.clientSecret,
      UCENTER_REJECTED_CODES: '422',
      ATTEMPTS_PER_TARGET: '1000',
      ATTEMPTS_PER_CALLER: '1000',
      LOG_LEVEL: 'trace',
    };
    const app = opened.keep(await startTestApp({ env }));
    const answers: unknown[] = [];
    const statuses = new Set<unknown>();
    const say = async (mutation: string, input: Input, headers: Record<string, string>) => {
      const answer = await app.send<Record<string, SeenPayload>>(operationOf(mutation), { input }, headers);
      answers.push(answer);
      const verification = answer.data?.[mutation]?.verification;
      statuses.add(verification?.status);
      return verification;
    };
    const own = { ...as('account-of-canary'), 'x-ucenter-access-token': canary.ownToken };

    for (const reaction of reactions) {
      for (const [mutation, input] of inputs) {
        react = reaction;
        const verification = await say(
          mutation,
          { ...input, idempotencyKey: `key-${answers.length}` },
          as('account-of-canary'),
        );
        await say(mutation, input, own);
        if (!verification) continue;
        react = (request) => code(411, `${canary.mergeCode} 不对，${words(request)}`);
        const merge = { verificationId: verification.id, code: canary.mergeCode, confirmIrreversible: true };
        await say('mergeAccount', merge, as('account-of-canary'));
        react = approveWithRelative;
        await say('mergeAccount', merge, own);
        answers.push(
          await app.send(
            'mutation ($id: ID!) { refreshVerification(id: $id) { verification { subject { realName } } } }',
            {
              id: verification.id,
            },
          ),
        );
      }
    }
    // A refused input is not kept either.
    const imported = withValues(ucenterMethods.IMPORT.least, canaryValues);
    const card = withValues(ucenterMethods.ECARD.least, canaryValues);
    await say(
      'verifyByImport',
      { ...imported, identityNo: '330102198305120073', guid: canary.name },
      as('x'),
    );
    await say('verifyByEcard', { ...card, name: { first: canary.name }, password: 4711 }, as('x'));
    answers.push(
      await app.send(`{ verification(id: "${canary.name}") { id } nothing(name: "${canary.password}") }`),
    );

    expect([...statuses].sort()).toEqual([
      'APPROVED',
      'BLOCKED',
      'CONFLICT',
      'FAILED',
      'REJECTED',
      undefined,
    ]);
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    expect(metrics).toContain('realname_verification_changes_total{provider="UCENTER"');
    expect(app.logLines.length).toBeGreaterThan(100);

    expect(foundIn([Buffer.from(metrics)])).toEqual([]);
    expect(foundIn([Buffer.from(JSON.stringify(app.logLines))])).toEqual([]);
    expect(foundIn(database.files())).toEqual([]);
    expect(foundIn([Buffer.from(JSON.stringify(answers))])).toEqual([]);
    for (const { url } of [...ucenter.verifications, ...ucenter.tokens])
      expect(foundIn([Buffer.from(url)])).toEqual([]);

    await app.close();
    expect(foundIn(database.files())).toEqual([]);
  });
});
