import type { PolicyKind } from '../../domain/log/entry';
import { checkNote, parseNote } from '../../domain/log/note';
import { parseVerifierKey, type SigningKey, type VerifierKey } from '../../domain/log/note-keys';
import type { ServiceTools } from '../tools';

/** The settings do not belong to the log of this database. */
export class LogMismatch extends Error {
  override readonly name = 'LogMismatch';
}

export const handOverTitle = 'realname log key hand-over';

/** The text that the older key signs to hand a log over to a newer one. */
export function handOverText(origin: string, older: string, newer: string): string {
  return `${handOverTitle}\n${origin}\n${older}\n${newer}\n`;
}

/** Records the policy in force (`name/version`), unless it is the one of its kind that was recorded last. */
export async function logPolicy(
  { store, now }: Pick<ServiceTools, 'store' | 'now'>,
  kind: PolicyKind,
  id: string,
): Promise<void> {
  if ((await store.log.lastPolicy(kind)) === id) return;
  await store.log.wait({ kind: 'policy', id, cause: kind, recordedAt: now().getTime() });
}

/**
 * Begins the log, or goes on with it, and returns its key. `keyOf` gets the origin of a log that has begun. Throws
 * LogMismatch if it has another origin, or a key that was not handed over.
 */
export async function openLog(
  { store, log }: Pick<ServiceTools, 'store' | 'log'>,
  keyOf: (begun: string | null) => SigningKey,
): Promise<SigningKey> {
  const fresh = keyOf(null);
  const state = await store.log.begin({ origin: fresh.name, vkey: fresh.vkey });
  const key = keyOf(state.origin);
  if (state.origin !== key.name) {
    throw new LogMismatch(
      `The transparency log of this database has the origin ${state.origin}, and the settings give ${key.name}. Set LOG_ORIGIN to the former, or TRANSPARENCY_LOG=off.`,
    );
  }
  if (state.vkey === key.vkey) return key;
  const older = parseVerifierKey(state.vkey);
  const notes = await store.log.handOvers();
  if (!older || !notes.some((note) => handsOver(note, older, key.vkey))) {
    throw new LogMismatch(
      'The transparency log of this database has another key than LOG_KEY, and that key did not hand it over. Set LOG_KEY to the key that it began with, or run `realname log hand-over` with that key first.',
    );
  }
  await store.log.changeKey(state.vkey, key.vkey);
  log.warn({}, 'the transparency log has a new key, which the older one handed it over to');
  return key;
}

function handsOver(source: string, older: VerifierKey, newer: string): boolean {
  const note = parseNote(source);
  return (
    note !== null &&
    note.text === handOverText(older.name, older.vkey, newer) &&
    checkNote(note, older) === 'valid'
  );
}
