import { startTestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { approve, code, openFakeUcenter, type React } from '../../support/fake-ucenter';
import { openFakeYuxin } from '../../support/fake-yuxin';
import { as, faultsOf, submitted } from '../../support/ucenter';
import { ucenterMethods } from '../../support/ucenter-inputs';

const opened = closeAfterEach();
const me = as('account-of-gao');
const dotted = '阿卜来提·如则托合提';

async function openUcenter(verify: React = approve) {
  const ucenter = opened.keep(await openFakeUcenter({ verify }));
  const app = opened.keep(await startTestApp({ env: ucenter.env }));
  const sent = () =>
    ucenter.verifications.map(({ body }) => JSON.parse(body).data as Record<string, unknown>);
  return { app, ucenter, sent };
}

const names: readonly (readonly [typed: string, name: string])[] = [
  ...[...'\u2022\uff0e\u30fb\u2027.\u25cf'].map((dot): [string, string] => [
    `阿卜来提${dot}如则托合提`,
    dotted,
  ]),
  ['韩梅\u200b', '韩梅'],
  ['韩\ufeff梅\u2060\u00ad\ufe0f', '韩梅'],
  ['\u200e韩梅', '韩梅'],
  ['\u2fbc远', '高远'],
  ['韩\u3000梅', '韩梅'],
];

describe("[2] folding a person's text", () => {
  it.each(names)('sends and stores the name %j as %s', async (typed, name) => {
    const { app, sent } = await openUcenter();

    const { id } = await submitted(
      app,
      'verifyByImport',
      { ...ucenterMethods.IMPORT.least, name: typed },
      me,
    );

    expect(sent()).toEqual([expect.objectContaining({ name })]);
    const { revealPersonalInfo } = await app.query<{ revealPersonalInfo: unknown }>(
      `mutation ($id: ID!) {
        revealPersonalInfo(input: { verificationId: $id, purpose: "a test of spellings" }) {
          personalInfo { realName }
        }
      }`,
      { id },
    );
    expect(revealPersonalInfo).toEqual({ personalInfo: { realName: name } });
  });

  it('sends Yuxin name, number and phone folded', async () => {
    const key = Buffer.from('invented 16 byte');
    const yuxin = opened.keep(await openFakeYuxin({ cipher: 'aes-128-cbc', key, encoding: 'base64' }));
    const env = { YUXIN_BASE_URL: yuxin.baseUrl, YUXIN_TOKEN: 'an invented token', YUXIN_KEY: String(key) };
    const app = opened.keep(await startTestApp({ env }));
    const verify = (idCard: string, mobileNo: string) =>
      app.query<{ verifyMobileOwner: { inputErrors: unknown[] } }>(
        `mutation ($input: VerifyMobileOwnerInput!) {
          verifyMobileOwner(input: $input) { inputErrors { path code } }
        }`,
        { input: { idCard, userName: ' 阿卜来提•如则托合提', mobileNo } },
      );
    const numbers = [
      '330102199604110020\u200b',
      '\u202d330102199604110020\u202c',
      '\u200e330102199604110020',
      '330102 19960411 0020',
      '330102-19960411-0020',
    ];
    const phones = [
      '\u202d199 1234 5678\u202c',
      '\u200b19912345678',
      '(+86)19912345678',
      'tel:19912345678',
      '199\u22121234\u22125678',
    ];

    for (const [i, number] of numbers.entries()) {
      const answer = await verify(number, phones[i] ?? '');
      expect(answer).toEqual({ verifyMobileOwner: { inputErrors: [] } });
    }

    expect(yuxin.checks.map(({ logon }) => logon)).toEqual(
      numbers.map(() => ({ idCard: '330102199604110020', userName: dotted, loginphone: '19912345678' })),
    );
  });

  it.each(['C01X00T47', 'H12345678', '01234567', '330102960411002'])(
    'sends the recorded number %s unchanged, with its certificate type',
    async (identityNo) => {
      const { app, sent } = await openUcenter();

      const { subject } = await submitted(
        app,
        'verifyByImport',
        { ...ucenterMethods.IMPORT.least, identityNo },
        me,
      );

      const kinds: Record<string, string> = {
        C01X00T47: 'PASSPORT',
        H12345678: 'HK_MACAO_TRAVEL_PERMIT',
        '01234567': 'TAIWAN_TRAVEL_PERMIT',
        '330102960411002': 'RESIDENT_ID_CARD',
      };
      expect(sent()).toEqual([expect.objectContaining({ identityNo })]);
      expect(subject).toMatchObject({ certType: kinds[identityNo] });
    },
  );
});

describe('[2] a code or school number', () => {
  it('is refused if it is malformed, sends nothing, and uses up no attempt', async () => {
    const { app, ucenter } = await openUcenter();

    for (let n = 0; n < 7; n += 1) {
      expect(await faultsOf(app, 'verifyByMobile', { mobileNo: '19912342222', code: 'abc' }, me)).toEqual([
        'code MALFORMED',
      ]);
    }
    expect(ucenter.verifications).toEqual([]);
    expect(
      await submitted(app, 'verifyByMobile', { mobileNo: '19912342222', code: '123456' }, me),
    ).toMatchObject({
      status: 'APPROVED',
    });
  });

  it.each(['１２３４５６', '123 456', '123456\u200b', '123-456'])('%j is sent as 123456', async (typed) => {
    const { app, sent } = await openUcenter();

    await submitted(app, 'verifyByMobile', { mobileNo: '19912342222', code: typed }, me);

    expect(sent()).toEqual([{ mobileNo: '19912342222', code: '123456' }]);
  });

  it('counts attempts for one card, however its number is spelled', async () => {
    const { app, sent } = await openUcenter(() => code(413, '密码错误'));
    const spellings = ['350002', '３５０００２', '350002\u200b', ' 350 002', '350-002'];

    for (const outid of spellings) {
      await submitted(app, 'verifyByEcard', { ...ucenterMethods.ECARD.least, outid }, me);
    }

    expect(sent().map(({ outid }) => outid)).toEqual(spellings.map(() => '350002'));
    const again = { ...ucenterMethods.ECARD.least, outid: '350002', customerCode: 'another' };
    expect(await faultsOf(app, 'verifyByEcard', again, me)).toEqual([' TOO_MANY_ATTEMPTS']);
  });
});

describe('[2] a card password', () => {
  it.each([' p\u3000w ', '１２３４５６', 'a-b<c', 'e\u0301', 'x\u200by'])(
    '%j is sent as typed',
    async (password) => {
      const { app, sent } = await openUcenter();

      await submitted(app, 'verifyByEcard', { ...ucenterMethods.ECARD.least, password }, me);

      expect(sent()).toEqual([expect.objectContaining({ password })]);
    },
  );
});

describe("[2] a provider's message that repeats the person", () => {
  it.each([
    [{ name: dotted }, '姓名阿卜来提•如则托合提与身份证号不符', '姓名阿*********与身份证号不符'],
    [{ name: 'Anna Muster' }, 'ANNA MUSTER 不符', 'A********** 不符'],
    [{ name: '韩梅' }, '韩　梅不符', '韩*不符'],
    [{}, '证号 3301 0219 9604 1100 20 不符', '证号 3*******************20 不符'],
    [{ identityNo: 'H12345678' }, '证号 h12345678 不符', '证号 h******78 不符'],
    [{ identityNo: 'E12345678' }, '证号E 1234 5678不符', '证号E********78不符'],
    [{ identityNo: 'C01X00T47' }, '证号c01x-00t47不符', '证号C******47不符'],
  ])('is masked in every spelling: %j', async (changes, words, shown) => {
    const { app } = await openUcenter(() => code(1305, words));

    const { failure } = await submitted(
      app,
      'verifyByImport',
      { ...ucenterMethods.IMPORT.least, ...changes },
      me,
    );

    expect(failure).toMatchObject({ providerMessage: shown });
  });
});
