import { hash } from 'node:crypto';

/** The Merkle tree of RFC 9162, section 2.1, over SHA-256. Sizes and places are counted from 0. */

export const hashBytes = 32;

/** The hash of a tree without entries. */
export const emptyRoot: Buffer = hash('sha256', '', 'buffer');

const leafMark = Buffer.of(0);
const nodeMark = Buffer.of(1);

export function leafHash(entry: Uint8Array): Buffer {
  return sha256(Buffer.concat([leafMark, entry]));
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256(Buffer.concat([nodeMark, left, right]));
}

/** In one call, which costs less than half of what a hash object costs. */
function sha256(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer');
}

/** Reads the hash of a stored subtree: `level` counts in steps of eight, as tiles do. */
export type ReadHash = (level: number, index: number) => Promise<Uint8Array>;

/** The number of levels of the tree between two levels of tiles. */
const tileHeight = 8;

/** The hash of the entries from `start` to `end`, without `end`; `start` must be a subtree's own. */
export async function subtreeHash(start: number, end: number, read: ReadHash): Promise<Uint8Array> {
  const count = end - start;
  if (count === 0) return emptyRoot;
  const half = largestPowerBelow(count);
  const isComplete = count === 1 || half * 2 === count;
  const height = Math.round(Math.log2(count));
  if (isComplete && height % tileHeight === 0) return read(height / tileHeight, start / count);
  return nodeHash(await subtreeHash(start, start + half, read), await subtreeHash(start + half, end, read));
}

/** The root of the first `size` entries. */
export function rootHash(size: number, read: ReadHash): Promise<Uint8Array> {
  return subtreeHash(0, size, read);
}

/** PATH(index, D[size]): the hashes from the entry's leaf to the root, nearest first. */
export async function inclusionProof(index: number, size: number, read: ReadHash): Promise<Uint8Array[]> {
  if (index < 0 || index >= size) throw new RangeError(`A tree of ${size} entries has no entry ${index}.`);
  const path = async (start: number, end: number): Promise<Uint8Array[]> => {
    if (end - start === 1) return [];
    const middle = start + largestPowerBelow(end - start);
    return index < middle
      ? [...(await path(start, middle)), await subtreeHash(middle, end, read)]
      : [...(await path(middle, end)), await subtreeHash(start, middle, read)];
  };
  return path(0, size);
}

/** PROOF(oldSize, D[size]): shows that the smaller tree is a beginning of the larger one. Empty for a size of 0. */
export async function consistencyProof(oldSize: number, size: number, read: ReadHash): Promise<Uint8Array[]> {
  if (oldSize < 0 || oldSize > size) throw new RangeError(`A tree of ${size} entries never had ${oldSize}.`);
  const proof = async (start: number, end: number, isWhole: boolean): Promise<Uint8Array[]> => {
    if (end === oldSize) return isWhole ? [] : [await subtreeHash(start, end, read)];
    const middle = start + largestPowerBelow(end - start);
    return oldSize <= middle
      ? [...(await proof(start, middle, isWhole)), await subtreeHash(middle, end, read)]
      : [...(await proof(middle, end, false)), await subtreeHash(start, middle, read)];
  };
  return oldSize === 0 ? [] : proof(0, size, true);
}

/** The largest power of two that is smaller than `count`; 1 for a count of 1. */
function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}
