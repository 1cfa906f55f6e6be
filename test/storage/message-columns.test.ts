import { allSentences, message, textOf } from '../../src/domain/messages/message';
import { toMessage, toMessageColumns } from '../../src/storage/message-columns';

describe('the columns of a sentence', () => {
  it.each([
    ['a sentence with values', message('MOST_CHARACTERS', { field: 'name', max: 64 })],
    ["a provider's own sentence", { en: 'The badge is unknown.', 'zh-CN': '没有这个证章。' }],
    ['words that no catalogue has', { words: '不一致的' }],
    ['nothing', null],
  ])('keep %s', (_what, said) => {
    expect(toMessage(toMessageColumns(said))).toEqual(said);
  });

  it('hold the English text for the previous release', () => {
    expect(toMessageColumns(message('NO_ANSWER')).message).toBe(textOf(message('NO_ANSWER'), 'en'));
  });

  it.each([
    ['Yuxin: 一致的', 'DATA_AGREES'],
    ['OneNET: 二次稽查不通过', 'NOT_CONFIRMED'],
    ['ucenter did not give the result.', 'NO_RESULT_GIVEN'],
  ] as const)('are understood where only 1.0.0 wrote the text: %s', (text, code) => {
    expect(toMessage({ message: text, said: null })).toEqual({ code });
    expect(allSentences[code]['zh-CN']).toMatch(/\p{Script=Han}/u);
  });
});
