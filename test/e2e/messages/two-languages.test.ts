import { startTestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { openFakeOneNet, startAtOneNet } from '../../support/fake-onenet';
import { laterPush, pushAccepted } from '../../support/onenet-push';
import { submitted } from '../../support/ucenter';
import { ucenterMethods } from '../../support/ucenter-inputs';

const opened = closeAfterEach();
const chinese = { 'accept-language': 'zh-CN' };

describe('a text for a person', () => {
  it('is, for a fault of the input, in the language that was asked for, with the name of the field', async () => {
    const app = opened.keep(await startTestApp());
    const refused = (headers: Record<string, string>) =>
      app.query<{ verifyByImport: { inputErrors: { message: string }[] } }>(
        `mutation ($input: VerifyByImportInput!) {
          verifyByImport(input: $input) { inputErrors { message english: message(locale: EN) } }
        }`,
        { input: { ...ucenterMethods.IMPORT.full, name: '123' } },
        headers,
      );

    expect((await refused(chinese)).verifyByImport.inputErrors).toEqual([
      { message: '姓名须至少包含一个文字。', english: 'The name must contain at least one letter.' },
    ]);
    expect((await refused({})).verifyByImport.inputErrors).toEqual([
      {
        message: 'The name must contain at least one letter.',
        english: 'The name must contain at least one letter.',
      },
    ]);
  });

  it('is, for a failure and in the history, in that language, also for what was stored before', async () => {
    const app = opened.keep(await startTestApp());
    const { id } = await submitted(app, 'verifyByImport', {
      ...ucenterMethods.IMPORT.full,
      outid: 'SANDBOX0410',
    });
    const shown = async (headers: Record<string, string>) =>
      app.query(
        `query ($id: ID!) { verification(id: $id) { failure { message } history { cause message } } }`,
        { id },
        headers,
      );

    expect(await shown(chinese)).toMatchObject({
      verification: { failure: { message: expect.stringMatching(/\p{Script=Han}/u) } },
    });
    expect(await shown({ 'accept-language': 'en' })).toMatchObject({
      verification: { failure: { message: expect.stringMatching(/^[A-Z][\x20-\x7e]+$/) } },
    });
  });

  it('is, for a method, in that language', async () => {
    const app = opened.keep(await startTestApp());
    const { verificationMethods } = await app.query<{
      verificationMethods: { description: string; english: string }[];
    }>('{ verificationMethods { description english: description(locale: EN) } }', {}, chinese);

    for (const { description, english } of verificationMethods) {
      expect(description).toMatch(/^需要.*。$/u);
      expect(english).toMatch(/^Needs .*\.$/);
    }
  });

  it('is in the language of LOCALE if no language is asked for, or none of ours', async () => {
    const app = opened.keep(await startTestApp({ env: { LOCALE: 'zh-CN' } }));
    const first = async (headers: Record<string, string>) => {
      const query = '{ verificationMethods { description } }';
      const data = await app.query<{ verificationMethods: { description: string }[] }>(query, {}, headers);
      return data.verificationMethods[0]?.description;
    };

    expect(await first({})).toMatch(/^需要/);
    expect(await first({ 'accept-language': 'fr' })).toMatch(/^需要/);
    expect(await first({ 'accept-language': 'en' })).toMatch(/^Needs/);
  });

  it("is, in an event, in the language of each subscriber's socket, also if two share the event", async () => {
    const oneNet = opened.keep(await openFakeOneNet());
    const app = opened.keep(await startTestApp({ env: oneNet.env }));
    const started = await startAtOneNet(app, oneNet);
    const query = `subscription ($id: ID!) {
      verificationUpdated(id: $id, sinceVersion: 2) { message verification { assurance { reasons { message } } } }
    }`;
    const seen = (language: string) => {
      const stream = app.subscribe<{ verificationUpdated: object }>(
        query,
        { id: started.id },
        { 'accept-language': language },
      );
      opened.keep({ close: () => stream.stop() });
      return async () => (await stream.next()).verificationUpdated;
    };
    const [english, inChinese] = [seen('en'), seen('zh-CN')];

    for (const n of [1, 2, 3]) {
      await pushAccepted(started.callbackUrl, laterPush(started, n, '1'));
      expect(await Promise.all([english(), inChinese()])).toEqual([
        {
          message: 'The provider is reviewing it.',
          verification: { assurance: { reasons: [{ message: 'It is not approved.' }] } },
        },
        {
          message: '认证待审核。',
          verification: { assurance: { reasons: [{ message: '尚未通过认证。' }] } },
        },
      ]);
    }
  });
});
