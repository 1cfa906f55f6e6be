import type { LoggedRow } from '../../src/cli/log/compare-rows';
import type { ReadFile } from '../../src/cli/log/verify-log';
import { canonicalJson } from '../../src/domain/log/canonical-json';
import { toCheckpointText } from '../../src/domain/log/checkpoint';
import { commitmentTo, entryText } from '../../src/domain/log/entry';
import { leafHash, nodeHash, type ReadHash } from '../../src/domain/log/merkle';
import { signNote, toNote } from '../../src/domain/log/note';
import type { SigningKey } from '../../src/domain/log/note-keys';
import { tilePath, tileWidth, toBundle } from '../../src/domain/log/tiles';

export interface Logged {
  readonly row: LoggedRow;
  readonly entry: string;
}

/** An honest log of so many events, of verifications with three versions each; some are reveals. */
export function honestLog(size: number): Logged[] {
  const salt = Buffer.alloc(32, 5);
  return Array.from({ length: size }, (_, index) => {
    const isReveal = index % 17 === 16;
    const event = index - Math.floor((index + 1) / 17);
    const id = `v-${Math.floor(event / 3)}`;
    const facts = { asOfVersion: (event % 3) + 1, id };
    const recordedAt = Date.parse('2026-03-01T00:00:00Z') + index;
    const members = isReveal
      ? { kind: 'reveal' as const, id, recordedAt }
      : {
          kind: 'event' as const,
          id,
          version: (event % 3) + 1,
          status: event % 3 === 2 ? 'APPROVED' : 'PENDING',
          cause: 'PROVIDER_CALLBACK',
          recordedAt,
        };
    const commitment = isReveal ? undefined : commitmentTo(canonicalJson(facts), salt);
    const entry = { v: 1, ...members, recordedAt: new Date(recordedAt).toISOString() };
    return {
      row: {
        entry,
        opened: isReveal ? null : { salt, facts },
        isErased: isReveal,
        now: null,
        facts: null,
        isYoung: false,
      },
      entry: entryText({ ...members, commitment }),
    };
  });
}

/** The files of a log with these entries, signed. */
export function filesOf(entries: readonly string[], key: SigningKey): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const bytes = entries.map((entry) => Buffer.from(entry));
  const cut = <Value>(values: readonly Value[], each: (part: Value[], index: number) => void) => {
    for (let at = 0; at < values.length; at += tileWidth)
      each(values.slice(at, at + tileWidth), at / tileWidth);
  };
  cut(bytes, (part, index) =>
    files.set(tilePath({ level: 'entries', index, width: part.length }), toBundle(part)),
  );
  const leaves = bytes.map(leafHash);
  for (let level = 0, hashes = leaves; hashes.length > 0; level += 1) {
    const above: Buffer[] = [];
    cut(hashes, (part, index) => {
      files.set(tilePath({ level, index, width: part.length }), Buffer.concat(part));
      if (part.length === tileWidth) above.push(root(part));
    });
    hashes = above;
  }
  const text = toCheckpointText({ origin: key.name, size: entries.length, root: root(leaves) });
  files.set('checkpoint', Buffer.from(toNote({ text, signatures: [signNote(text, key)] })));
  return files;
}

export function root(hashes: readonly Buffer[]): Buffer {
  if (hashes.length === 1 && hashes[0]) return hashes[0];
  let half = 1;
  while (half * 2 < hashes.length) half *= 2;
  return nodeHash(root(hashes.slice(0, half)), root(hashes.slice(half)));
}

/** The hashes of the tree of these entries, as a log keeps them. */
export function treeOf(entries: readonly string[]): ReadHash {
  const leaves = entries.map((entry) => leafHash(Buffer.from(entry)));
  return async (level, index) => {
    const span = tileWidth ** level;
    return root(leaves.slice(index * span, (index + 1) * span));
  };
}

export function reader(files: ReadonlyMap<string, Buffer>): ReadFile {
  return async (path) => files.get(path) ?? null;
}

export async function* each<Value>(values: readonly Value[]): AsyncIterable<Value> {
  yield* values;
}
