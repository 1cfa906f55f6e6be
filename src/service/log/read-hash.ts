import type { ReadHash } from '../../domain/log/merkle';
import { tileWidth } from '../../domain/log/tiles';
import type { LogReads } from '../../storage/log/contract';

/** Reads hashes a tile at a time: a proof needs many of the same few tiles. For a log of this size. */
export function hashReader({ hashes }: Pick<LogReads, 'hashes'>, size: number): ReadHash {
  const tiles = new Map<string, Promise<readonly Uint8Array[]>>();
  return async (level, index) => {
    const start = index - (index % tileWidth);
    const count = Math.min(tileWidth, Math.floor(size / tileWidth ** level) - start);
    const name = `${level}/${start}`;
    const tile = tiles.get(name) ?? hashes(level, start, count);
    tiles.set(name, tile);
    const hash = (await tile)[index - start];
    if (!hash) throw new Error(`The log has no hash ${level}/${index}: entries of its database are missing.`);
    return hash;
  };
}
