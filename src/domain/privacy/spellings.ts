/** Finds a known value in a text in every spelling that folds to it. */
import { foldText, separators } from '../input/fold';
import { FoldedView, type Span } from '../input/folded-view';

/** Characters in which spellings of one value differ: separators, punctuation, accents, control characters. */
const unspoken = new RegExp(`[${separators}_,/:|'"、。\\p{Cc}\\p{M}]`, 'gu');

/** These stand for themselves in every spelling; most characters of most texts are among them. */
const plain = /^[0-9A-Z\u4e00-\u9fff]$/;

/** A text in the form that all spellings of it share; finer differences than the fold's are left out, too. */
export function spelledView(text: string): FoldedView {
  return new FoldedView(text, spell);
}

function spell(character: string): string {
  return plain.test(character)
    ? character
    : foldText(character).normalize('NFD').replace(unspoken, '').toUpperCase();
}

function spelled(value: string): string {
  return spelledView(value).folded;
}

/**
 * The places at which a text contains the value, in any spelling, the longest at each place first; `view` is the
 * text's.
 */
export function spellingsIn(text: string, view: FoldedView, value: string): readonly Span[] {
  const exact = occurrences(text, value).map((from) => ({ from, to: from + value.length }));
  const key = spelled(value);
  if (key === '') return exact;
  const others = occurrences(view.folded, key)
    .map((from) => view.spanOf(from, from + key.length))
    .filter((span) => !shortWord.test(key) || !isInsideWord(text, span));
  return [...others, ...exact];
}

/** A shorter match at the end of a text is probably chance. */
const shortestBeginning = 3;

/** Room for what folding leaves out; a photo of megabytes need not be folded to compare its beginning. */
const longestPrefix = 4096;

/** The start of the longest prefix of the value with which a text ends, in any spelling; null without one. */
export function beginningAtEnd(view: FoldedView, value: string): number | null {
  const { folded } = view;
  const key = spelled(value.slice(0, longestPrefix + folded.length));
  for (let length = Math.min(key.length - 1, folded.length); length >= shortestBeginning; length -= 1) {
    if (folded.endsWith(key.slice(0, length))) return view.spanOf(folded.length - length, folded.length).from;
  }
  return null;
}

/** A name such as Li stands inside many words; a mask inside such a word would give the name away. */
const shortWord = /^[A-Z]{1,4}$/;

function isInsideWord(text: string, { from, to }: Span): boolean {
  return /\p{Script=Latin}/u.test(text.charAt(from - 1) + text.charAt(to));
}

function occurrences(text: string, searched: string): readonly number[] {
  const found: number[] = [];
  for (let at = text.indexOf(searched); at >= 0; at = text.indexOf(searched, at + searched.length))
    found.push(at);
  return found;
}
