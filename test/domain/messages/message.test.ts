import { acceptedLocale, locales } from '../../../src/domain/messages/locale';
import { allSentences, type MessageCode, message, textOf } from '../../../src/domain/messages/message';

const codes = Object.keys(allSentences) as MessageCode[];

describe('every message for a person', () => {
  test.each(codes)('%s exists in English and in Chinese, with the same values in it', (code) => {
    const { en, 'zh-CN': zh } = allSentences[code];

    expect(en).toMatch(/^(?:[A-Z{]|guid |certType |appId |after |at )[\x20-\x7e]+[.?]$/);
    expect(zh).toMatch(/\p{Script=Han}.*[。？]$/u);
    expect(valuesIn(zh)).toEqual(valuesIn(en));
  });

  test('is rendered from its code and values when it is read', () => {
    const tooLong = (field: string) => message('MOST_CHARACTERS', { field, max: 64 });

    expect(locales.map((locale) => textOf(tooLong('name'), locale))).toEqual([
      'name must have at most 64 characters.',
      '姓名最多 64 个字符。',
    ]);
    expect(textOf(tooLong('newField'), 'zh-CN')).toBe('newField 最多 64 个字符。');
    expect(textOf(tooLong('token'), 'zh-CN')).toBe('银联 token 最多 64 个字符。');
  });

  test("is shown in the provider's own words if those are stored", () => {
    expect(textOf({ words: '不一致的 {max}' }, 'en')).toBe('不一致的 {max}');
  });

  test('may be a sentence of a provider that is not in the catalogue', () => {
    const own = { en: 'The badge is unknown.', 'zh-CN': '没有这个证章。' };

    expect(locales.map((locale) => textOf(own, locale))).toEqual([own.en, own['zh-CN']]);
  });

  test('falls back to a general text if a newer release stored an unknown code', () => {
    const unknown = { code: 'OF_TOMORROW' as MessageCode };

    expect(textOf(unknown, 'en')).toBe('No description is available.');
    expect(textOf({ code: 'toString' as MessageCode }, 'zh-CN')).toBe('暂无说明。');
  });
});

describe('the language of messages', () => {
  test.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['en-GB', 'en'],
    ['en;q=0.5, zh;q=0.6', 'zh-CN'],
    ['zh;q=0, en;q=0.1', 'en'],
    ['ZH-hant-TW', 'zh-CN'],
    ['de, fr;q=0.9, en;q=0.1', 'en'],
    ['de', null],
    ['*', null],
    ['zh;q=nonsense', null],
    ['', null],
    [undefined, null],
    ['zh,'.repeat(1000), null],
  ])('for Accept-Language %j is %s', (header, locale) => {
    expect(acceptedLocale(header)).toBe(locale);
  });
});

function valuesIn(sentence: string): readonly string[] {
  return [...sentence.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
}
