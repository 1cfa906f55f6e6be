import { assuranceReasons } from './assurance-reasons';
import { events } from './events';
import { failures } from './failures';
import { inputFaults } from './input-faults';
import { labels } from './labels';
import type { Locale } from './locale';
import { routing } from './routing';
import type { Sentence } from './sentence';

const sentences = { ...failures, ...events, ...inputFaults, ...assuranceReasons, ...routing };

export type MessageCode = keyof typeof sentences;

/**
 * A sentence for a person as it is stored: a code, and the values that stand in it. The text is made when it is read,
 * in the reader's language. Never holds personal data.
 */
export interface Message {
  readonly code: MessageCode;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** Words of a provider's, or a sentence of an older release: shown as they came, in whatever language that is. */
export interface OwnWords {
  readonly words: string;
}

/** A text for a person. A provider may bring a sentence of its own, in each language. */
export type Said = Message | Sentence | OwnWords;

export function textOf(said: Said, locale: Locale): string {
  if ('words' in said) return said.words;
  if ('en' in said) return said[locale];
  const { code, values = {} } = said;
  // A newer release may have stored a code that this one has no sentence for.
  const known: Readonly<Record<string, Sentence | undefined>> = sentences;
  const sentence = known[code]?.[locale] ?? unknown[locale];
  return sentence.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => shownValue(name, values[name], locale));
}

function shownValue(name: string, value: string | number | undefined, locale: Locale): string {
  const text = String(value ?? '');
  if (name !== 'field') return text;
  // Chinese is written with a space around a word in Latin letters.
  return labels[text]?.[locale] ?? (locale === 'zh-CN' ? `${text} ` : text);
}

export function message(code: MessageCode, values?: Message['values']): Message {
  return values ? { code, values } : { code };
}

/** Every sentence there is, for tests. */
export const allSentences: Readonly<Record<MessageCode, Sentence>> = sentences;

const unknown: Sentence = { en: 'No description is available.', 'zh-CN': '暂无说明。' };
