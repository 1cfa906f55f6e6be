import fc from 'fast-check';
import { foldNumber, foldText, isSameNumber, isSameText } from '../../../src/domain/input/fold';
import { hanNames, latinNames, spellingsOfName, spellingsOfNumber } from './spellings';

const runs = { numRuns: 10_000 };
const anyText = fc.string({ unit: 'binary' });
/** Characters that meet in folding more often than by chance. */
const denseText = fc.string({
  unit: fc.constantFrom(
    ...'高⾼⻢ａＡ.·•．・ \u3000\t-－<()\u0301\u0308\u0345\u200b\ufe0f\uf900ßŉǰΐ\u212b\u1100\u1161\u2126\u0387\n',
  ),
});
const texts = fc.oneof(anyText, denseText);

/** Every character of one kind, in the Basic Multilingual Plane and beyond. */
function charactersOf(kind: RegExp): readonly string[] {
  const found: string[] = [];
  for (let code = 0; code <= 0x10ffff; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const character = String.fromCodePoint(code);
    if (kind.test(character)) found.push(character);
  }
  return found;
}

describe("[2] one fold for a person's text", () => {
  it.each([
    ['format characters (\\p{Cf}), U+FEFF among them', /\p{Cf}/u, 150],
    ['variation selectors', /\p{Variation_Selector}/u, 250],
  ])('leaves out all %s, in names and in numbers', (_kind, kind, atLeast) => {
    const characters = charactersOf(kind);
    expect(characters.length).toBeGreaterThan(atLeast);
    expect(characters.filter((character) => foldText(`韩${character}梅`) !== '韩梅')).toEqual([]);
    expect(characters.filter((character) => foldNumber(`12${character}3`) !== '123')).toEqual([]);
  });

  it('writes every full-width form as ASCII', () => {
    const forms = charactersOf(/[\uff01-\uff5e]/);
    const ascii = forms.map((form) => String.fromCodePoint((form.codePointAt(0) ?? 0) - 0xfee0));
    expect(forms).toHaveLength(94);
    expect(forms.map((form) => foldText(`a${form}a`))).toEqual(ascii.map((sign) => `a${sign}a`));
  });

  it('leaves out all blanks, hyphens, dashes and brackets of a number, and the filler of the machine line', () => {
    const left = [
      ...charactersOf(/[\p{Zs}\t\p{Pd}\u2212\p{Ps}\p{Pe}]/u),
      ...'-\u2010\u2011\u2012\u2013\u2014\u2015\u2212()[]（）<＜',
    ].filter((sign) => foldNumber(`e12${sign}34`) !== 'E1234');
    expect(left).toEqual([]);
  });

  it('leaves out blanks between two Han characters, and makes runs of blanks elsewhere one', () => {
    for (const blank of charactersOf(/\p{Zs}/u)) {
      expect(foldText(`${blank}韩${blank}${blank}梅${blank}`)).toBe('韩梅');
      expect(foldText(`Anna${blank}${blank}Li`)).toBe('Anna Li');
    }
  });
});

describe('[2] the fold of a text: foldText', () => {
  it.each([
    ['a middle dot as U+2022', '阿卜来提•如则托合提', '阿卜来提·如则托合提'],
    ['a middle dot with blanks around it', '阿卜来提 • 如则托合提', '阿卜来提·如则托合提'],
    ['three parts', '阿.卜．来', '阿·卜·来'],
    ['the Greek ano teleia', '阿\u0387卜', '阿·卜'],
    ['a dot between Latin letters', 'J.R. Li', 'J.R. Li'],
    ['a dot after the last character', '高远.', '高远.'],
    ['invisible characters', '\u202d韩\u200b梅\u200e\ufe0f\ufeff', '韩梅'],
    ['an invisible filler', '\u3164韩梅\u3164', '韩梅'],
    ['a Kangxi radical', '\u2fbc远', '高远'],
    ['a CJK radical', '\u2ee2云', '马云'],
    ['a CJK radical beyond the BMP', '\u2e87', '\u{20628}'],
    ['a radical that stands for no character', '\u2e80', '\u2e80'],
    ['a blank between Han characters', '韩　梅', '韩梅'],
    ['blanks between Latin words', '　ＡＮＮＡ　 Ｌｉ ', 'ANNA Li'],
    ['letters composed differently', 'e\u200b\u0301a', 'éa'],
    ['a compatibility ideograph', '\ufa12', '晴'],
    ['a line break, which is no blank', '韩\n梅', '韩\n梅'],
  ])('folds %s', (_case, typed, folded) => {
    expect(foldText(typed)).toBe(folded);
  });

  it.each([...'\u2022\u2027\u2219\u22c5\u2e31\u30fb\uff65\uff0e\u318d\u25cf\u16eb\ufe52\u002e'])(
    'writes %s between Han characters as U+00B7',
    (dot) => {
      expect(foldText(`买买提${dot}吐尔逊`)).toBe('买买提\u00b7吐尔逊');
      expect(foldText(`Anna${dot}Li`)).not.toContain('\u00b7');
    },
  );

  it('replaces every Kangxi radical, and every CJK radical except U+2E80', () => {
    const block = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i));
    const all = [...block(0x2e81, 0x2e99), ...block(0x2e9b, 0x2ef3), ...block(0x2f00, 0x2fd5)];
    const kept = all.filter((radical) => !/^\p{Unified_Ideograph}$/u.test(foldText(radical)));
    expect(kept).toEqual([]);
    // If Unicode's compatibility mapping contains the character, both mappings agree.
    const known = all.filter((radical) => radical.normalize('NFKC') !== radical);
    expect(known.length).toBeGreaterThan(200);
    expect(known.filter((radical) => foldText(radical) !== radical.normalize('NFKC'))).toEqual([]);
  });
});

describe('[2] the fold of numbers and codes: foldNumber', () => {
  it.each([
    ['１１０１０１', '110101'],
    [' ab－12 ', 'AB12'],
    ['H12345678(00)', 'H1234567800'],
    ['Ｈ１２３４５６７８（００）', 'H1234567800'],
    ['E00007730<<', 'E00007730'],
    ['\u202d199 0000 0001\u202c', '19900000001'],
    ['199\u22120000\u22120001', '19900000001'],
    ['199\u20100000\u20150001', '19900000001'],
    ['军字第 0012345 号', '军字第0012345号'],
    ['350002\u200b', '350002'],
  ])('folds %j to %s', (typed, folded) => {
    expect(foldNumber(typed)).toBe(folded);
  });
});

describe('[2] the folds for text and for numbers', () => {
  it('are idempotent', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
        expect(foldNumber(foldNumber(text))).toBe(foldNumber(text));
        expect(foldNumber(foldText(text))).toBe(foldNumber(text));
      }),
      runs,
    );
  });

  it('map equal texts to equal texts', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(isSameText(text, foldText(text))).toBe(true);
        expect(isSameText(text, text.normalize('NFD'))).toBe(true);
        expect(isSameNumber(text, foldNumber(text))).toBe(true);
      }),
      runs,
    );
  });

  it('map all spellings of a name to one name', () => {
    const cases = fc
      .oneof(hanNames, latinNames)
      .chain((name) => fc.tuple(fc.constant(name), spellingsOfName(name)));
    fc.assert(
      fc.property(cases, ([name, spelling]) => {
        expect(foldText(spelling)).toBe(name);
      }),
      runs,
    );
  });

  it('map all spellings of a number to one number', () => {
    const numbers = fc.stringMatching(/^[0-9A-Z]{5,20}$/);
    const cases = numbers.chain((number) => fc.tuple(fc.constant(number), spellingsOfNumber(number)));
    fc.assert(
      fc.property(cases, ([number, spelling]) => {
        expect(foldNumber(spelling)).toBe(number);
      }),
      runs,
    );
  });

  it('compare names without case, and keep different names different', () => {
    expect(isSameText('ANNA  MUSTER', 'Anna Muster')).toBe(true);
    expect(isSameText('阿卜来提•如则', '阿卜来提·如则')).toBe(true);
    expect(isSameText('韩梅', '韩海')).toBe(false);
    expect(isSameText('Anna Muster', 'AnnaMuster')).toBe(false);
    expect(isSameNumber('11010119900307423x', '110101 19900307 423X')).toBe(true);
  });
});
