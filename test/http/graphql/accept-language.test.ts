import { startTestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { transports } from '../../support/transports';
import { submitted } from '../../support/ucenter';
import { ucenterMethods } from '../../support/ucenter-inputs';

const opened = closeAfterEach();
const english = 'The method of verification sets the level.';
const chinese = '等级由认证方式决定。';

const query = `query ($id: ID!, $locale: MessageLocale) {
  verification(id: $id) { assurance { reasons { code message(locale: $locale) } } }
}`;

interface Answer {
  readonly verification: {
    readonly assurance: { readonly reasons: readonly { readonly code: string; readonly message: string }[] };
  };
}

describe.each(transports)('a sentence for a person, over %s,', (_transport, run) => {
  it.each([
    ['zh-CN', {}, chinese],
    ['fr, zh;q=0.8, en;q=0.5', {}, chinese],
    ['en-GB,en;q=0.9,zh;q=0.1', {}, english],
    ['fr', {}, english],
    ['zh-CN', { locale: 'EN' }, english],
    ['en', { locale: 'ZH_CN' }, chinese],
  ])(
    'is in the language of Accept-Language %s, unless %j asks for another',
    async (language, more, expected) => {
      const app = opened.keep(await startTestApp());
      const { id } = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full);

      const { data, errors } = await run(app.url, {
        query,
        variables: { id, ...more },
        headers: { 'accept-language': language },
      });

      expect(errors).toBeUndefined();
      const [reason] = (data as unknown as Answer).verification.assurance.reasons;
      expect(reason).toEqual({ code: 'METHOD', message: expected });
    },
  );
});
