/** Languages in which every sentence for a person exists, by their BCP 47 tags. */
export const locales = ['en', 'zh-CN'] as const;
export type Locale = (typeof locales)[number];

interface Range {
  readonly tag: string;
  readonly quality: number;
}

/**
 * The language that an Accept-Language header asks for before others (RFC 9110 §12.5.4); null if it names none of
 * ours. Any English is en and any Chinese zh-CN: readers of traditional characters read simplified ones sooner than
 * English.
 */
export function acceptedLocale(header: string | undefined): Locale | null {
  // A header longer than any browser's is not worth the time to read it.
  if (header === undefined || header.length > 1000) return null;
  const ranges = header.split(',').map(readRange);
  const wanted = ranges
    .filter(({ quality }) => quality > 0)
    // Sorting is stable: of equals, the first named goes first.
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    const found = localeOf(tag);
    if (found) return found;
  }
  return null;
}

function readRange(text: string): Range {
  const [tag = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
  return { tag, quality: /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(quality) ? Number(quality) : 0 };
}

function localeOf(tag: string): Locale | null {
  if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-CN';
  return tag === 'en' || tag.startsWith('en-') ? 'en' : null;
}
