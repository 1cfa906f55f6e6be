/** Spellings that must fold to one text, made by their own rules: nothing here knows the code under test. */
import fc from 'fast-check';

const invisible = [
  '\u200b',
  '\u200e',
  '\u202d',
  '\u202c',
  '\u2060',
  '\u00ad',
  '\ufe0f',
  '\ufeff',
  '\u{e0100}',
];
const dots = [...'\u00b7\u2022\u2027\u2219\u22c5\u2e31\u30fb\uff65\uff0e\u318d\u25cf\u16eb\ufe52.'];
const blanks = [' ', '\u00a0', '\u2003', '\u3000', '\t'];

/** Characters and the radicals that look like them. */
const radicals: Readonly<Record<string, string>> = {
  高: '⾼',
  金: '⾦',
  马: '\u2ee2',
  见: '\u2ec5',
  青: '\u2ed8',
};

/** Names of Han characters with a dot between some of them, as a register has them. */
export const hanNames = fc
  .array(fc.stringMatching(/^[高金马见青韩梅阿卜来提如则托合买晴]{1,4}$/), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('·'))
  .filter((name) => name.length > 1);

/** Names of Latin letters, as a register has them. */
export const latinNames = fc
  .array(fc.stringMatching(/^[A-Z][a-zéü]{2,7}$/), { minLength: 2, maxLength: 3 })
  .map((parts) => parts.join(' '));

/** The same name as a person or a program may write it. */
export function spellingsOfName(name: string): fc.Arbitrary<string> {
  const isHan = /\p{Script=Han}/u.test(name);
  return written(
    [...name].map((character, i) => {
      if (character === '·') return surrounded(fc.constantFrom(...dots));
      if (character === ' ') return run(blanks, 1);
      const forms = fc.constantFrom(...formsOf(character));
      return isHan && i > 0 && name[i - 1] !== '·'
        ? fc.tuple(run(blanks, 0), forms).map((parts) => parts.join(''))
        : forms;
    }),
  );
}

/** The same number as a person or a program may write it. */
export function spellingsOfNumber(number: string): fc.Arbitrary<string> {
  const separators = [...blanks, '-', '\u2010', '\u2013', '\u2212', '\uff0d'];
  return written(
    [...number].map((character) =>
      fc
        .tuple(run(separators, 0), fc.constantFrom(...formsOf(character), character.toLowerCase()))
        .map((parts) => parts.join('')),
    ),
  );
}

function formsOf(character: string): readonly string[] {
  const code = character.charCodeAt(0);
  const wide = code > 0x20 && code < 0x7f ? String.fromCharCode(code + 0xfee0) : character;
  return [character, character, character.normalize('NFD'), wide, radicals[character] ?? character];
}

function run(characters: readonly string[], least: number): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(characters[0]?.repeat(least) ?? '') },
    fc.array(fc.constantFrom(...characters), { minLength: least, maxLength: 2 }).map((all) => all.join('')),
  );
}

function surrounded(middle: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(run(blanks, 0), middle, run(blanks, 0)).map((parts) => parts.join(''));
}

/** Parts in a row with invisible characters between some of them. */
function written(parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  const gap = fc.oneof({ weight: 4, arbitrary: fc.constant('') }, fc.constantFrom(...invisible));
  return fc
    .tuple(fc.tuple(...parts), fc.array(gap, { minLength: parts.length, maxLength: parts.length }))
    .map(([texts, gaps]) => texts.map((text, i) => text + (gaps[i] ?? '')).join(''));
}
