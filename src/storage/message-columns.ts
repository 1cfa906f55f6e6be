import { toStorable } from '../domain/input/storable-text';
import { knownEarlier } from '../domain/messages/earlier';
import { type Message, type Said, textOf } from '../domain/messages/message';

/**
 * A sentence as it is stored: its code and values as JSON, next to its English text, which is all that the previous
 * release reads and writes.
 */
export interface MessageColumns {
  readonly message: string | null;
  readonly said: string | null;
}

export function toMessage({ message, said }: MessageColumns): Said | null {
  if (said !== null) return JSON.parse(said) as Message;
  return message === null ? null : (knownEarlier(message) ?? { words: message });
}

export function toMessageColumns(message: Said | null): MessageColumns {
  if (message === null) return { message: null, said: null };
  const text = toStorable(textOf(message, 'en'));
  return { message: text, said: 'words' in message ? null : JSON.stringify(message) };
}
