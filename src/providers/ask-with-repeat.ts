import type { Answer } from './answer';

/**
 * Asks a question, which changes nothing and may therefore be asked again: once, after silence that came quickly.
 * Nobody waits for a second timeout.
 */
export async function askWithRepeat(ask: () => Promise<Answer>): Promise<Answer> {
  const first = await ask();
  const again = first.kind === 'silent' && (first.reason === 'connection' || first.reason === 'server-error');
  return again ? ask() : first;
}
