import type { Locale } from './locale';

/** One sentence in every language. {name} stands for a value that its code comes with. */
export type Sentence = Readonly<Record<Locale, string>>;
