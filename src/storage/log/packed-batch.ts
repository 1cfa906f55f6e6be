import type { EntryBatch } from './entry-maker';

/** A batch as it travels between threads: a few long lists and one piece of memory cost less than many objects. */
export interface PackedBatch extends Omit<EntryBatch, 'rows'> {
  readonly entries: readonly string[];
  readonly kinds: readonly string[];
  readonly subjectIds: readonly (string | null)[];
  readonly versions: readonly (number | null)[];
  readonly feedPlaces: readonly (number | null)[];
  /** Leaves and sealed values, one after the other, in the order of the rows. */
  readonly bytes: Uint8Array;
  /** The length of each sealed value; -1 for none. */
  readonly sealedLengths: readonly number[];
}

const leafBytes = 32;

export function pack({ rows, ...rest }: EntryBatch): PackedBatch {
  return {
    ...rest,
    entries: rows.map(({ entry }) => entry),
    kinds: rows.map(({ kind }) => kind),
    subjectIds: rows.map((row) => row.subject_id),
    versions: rows.map(({ version }) => version),
    feedPlaces: rows.map((row) => row.feed_place),
    bytes: new Uint8Array(
      Buffer.concat(rows.flatMap(({ leaf, sealed }) => (sealed ? [leaf, sealed] : [leaf]))),
    ),
    sealedLengths: rows.map(({ sealed }) => sealed?.length ?? -1),
  };
}

export function unpack(packed: PackedBatch): EntryBatch {
  const { entries, kinds, subjectIds, versions, feedPlaces, bytes, sealedLengths, ...rest } = packed;
  let at = 0;
  const take = (length: number) => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const rows = entries.map((entry, index) => {
    const leaf = take(leafBytes);
    const sealedLength = sealedLengths[index] ?? -1;
    return {
      place: rest.size + index,
      entry,
      leaf,
      kind: kinds[index] ?? '',
      subject_id: subjectIds[index] ?? null,
      version: versions[index] ?? null,
      feed_place: feedPlaces[index] ?? null,
      sealed: sealedLength < 0 ? null : take(sealedLength),
    };
  });
  return { ...rest, rows };
}
