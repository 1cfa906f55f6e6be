import type { Kysely } from 'kysely';
import { nodeHash } from '../../domain/log/merkle';
import { tileWidth } from '../../domain/log/tiles';
import type { Tables } from '../schema';
import type { LogNodeRow } from './tables';

/** Hashes of a level of tiles, in their order. */
export async function readHashes(
  db: Kysely<Tables>,
  level: number,
  from: number,
  count: number,
): Promise<Uint8Array[]> {
  if (level === 0) {
    const rows = await db
      .selectFrom('log_entry')
      .select('leaf')
      .where('place', '>=', from)
      .where('place', '<', from + count)
      .orderBy('place')
      .execute();
    return rows.map(({ leaf }) => leaf);
  }
  const rows = await db
    .selectFrom('log_node')
    .select('hash')
    .where('level', '=', level)
    .where('place', '>=', from)
    .where('place', '<', from + count)
    .orderBy('place')
    .execute();
  return rows.map(({ hash }) => hash);
}

/** The hash of every tile that becomes full when these leaves are added, level by level. */
export async function nodesAfter(
  db: Kysely<Tables>,
  size: number,
  leaves: readonly Uint8Array[],
): Promise<readonly LogNodeRow[]> {
  const nodes: LogNodeRow[] = [];
  let start = size;
  let added = leaves;
  for (let level = 0; added.length > 0; level += 1) {
    const firstTile = Math.floor(start / tileWidth);
    const before = start % tileWidth;
    const full = Math.floor((before + added.length) / tileWidth);
    if (full === 0) break;
    const earlier = before === 0 ? [] : await readHashes(db, level, firstTile * tileWidth, before);
    const all = [...earlier, ...added];
    const above = Array.from({ length: full }, (_, at) =>
      rootOf(all.slice(at * tileWidth, (at + 1) * tileWidth)),
    );
    nodes.push(...above.map((hash, at) => ({ level: level + 1, place: firstTile + at, hash })));
    [start, added] = [firstTile, above];
  }
  return nodes;
}

/** The root of a full tile. */
function rootOf(hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes;
  while (row.length > 1) {
    const above: Uint8Array[] = [];
    for (let at = 0; at < row.length; at += 2) {
      const [left, right] = [row[at], row[at + 1]];
      if (!left || !right) throw new Error('A full tile has a power of two of hashes.');
      above.push(nodeHash(left, right));
    }
    row = above;
  }
  const [root] = row;
  if (!root) throw new Error('A tile has hashes.');
  return root;
}
