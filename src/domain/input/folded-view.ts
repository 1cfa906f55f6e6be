import { invisible } from './fold';

/** A stretch of a text: from the first to before the last UTF-16 unit. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Marks and invisible characters belong to the character before them, so that none is left alone after a mask. */
const attached = new RegExp(`^[${invisible}\\p{M}]$`, 'u');

/**
 * A text folded character by character, with the place in the text of every unit of the result: a match in the folded
 * text can be replaced in the text as it was written.
 */
export class FoldedView {
  readonly folded: string;
  readonly #from: number[] = [];
  readonly #to: number[] = [];

  constructor(text: string, fold: (character: string) => string) {
    let folded = '';
    let at = 0;
    for (const character of text) {
      const next = at + character.length;
      const unit = fold(character);
      for (let i = 0; i < unit.length; i += 1) {
        this.#from.push(at);
        this.#to.push(next);
      }
      if (unit === '' && this.#to.at(-1) === at && attached.test(character)) this.#extend(next);
      folded += unit;
      at = next;
    }
    this.folded = folded;
  }

  /** The range of the text that the folded units from `from` to before `to` come from; `to` is greater than `from`. */
  spanOf(from: number, to: number): Span {
    return { from: this.#from[from] ?? 0, to: this.#to[to - 1] ?? 0 };
  }

  #extend(to: number): void {
    this.#to[this.#to.length - 1] = to;
  }
}

/** The text with every span replaced. The spans are in order and do not overlap. */
export function replaceSpans(text: string, spans: readonly (Span & { readonly by: string })[]): string {
  let result = '';
  let end = 0;
  for (const { from, to, by } of spans) {
    result += text.slice(end, from) + by;
    end = to;
  }
  return result + text.slice(end);
}
