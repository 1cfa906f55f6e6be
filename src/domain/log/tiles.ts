import { hashBytes } from './merkle';

/** Tiles and entry bundles of a log, as C2SP tlog-tiles writes them. */

/** Hashes in a full tile, and entries in a full bundle. */
export const tileWidth = 256;

export interface Tile {
  /** `entries` for a bundle of entries. */
  readonly level: number | 'entries';
  readonly index: number;
  /** How many hashes or entries: 256, or fewer for a partial tile. */
  readonly width: number;
}

/** The path of a tile below the log's prefix, such as `tile/0/x001/234` or `tile/entries/000.p/7`. */
export function tilePath({ level, index, width }: Tile): string {
  const groups = [];
  for (let rest = index; groups.length === 0 || rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(String(rest % 1000).padStart(3, '0'));
  }
  const place = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${place}${width === tileWidth ? '' : `.p/${width}`}`;
}

/** The tile of a path; null for one that is not written exactly as `tilePath` writes it. */
export function parseTilePath(path: string): Tile | null {
  const parts = /^tile\/(\d{1,2}|entries)\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (!parts) return null;
  const [, level = '', place = '', width = String(tileWidth)] = parts;
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: Number(place.replace(/[x/]/g, '')),
    width: Number(width),
  };
  const isKnown = (tile.level === 'entries' || tile.level <= 63) && tilePath(tile) === path;
  return isKnown && tile.width >= 1 && tile.width <= tileWidth ? tile : null;
}

/** How many hashes a level of tiles has in a log of this size. */
export function levelWidth(level: number, size: number): number {
  return Math.floor(size / tileWidth ** level);
}

/** The width that a tile has in a log of this size; 0 if it is not there. */
export function widthOf(level: number | 'entries', index: number, size: number): number {
  const all = levelWidth(level === 'entries' ? 0 : level, size);
  return Math.max(0, Math.min(tileWidth, all - index * tileWidth));
}

/** The most bytes that an entry can have in a bundle. */
export const maxEntryBytes = 0xffff;

export function toBundle(entries: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      if (entry.length > maxEntryBytes) throw new RangeError(`An entry has at most ${maxEntryBytes} bytes.`);
      return [Buffer.of(entry.length >> 8, entry.length & 0xff), entry];
    }),
  );
}

/** The entries of a bundle; null if its lengths do not fit its bytes. */
export function fromBundle(bundle: Buffer): Buffer[] | null {
  const entries: Buffer[] = [];
  for (let at = 0; at < bundle.length; ) {
    if (at + 2 > bundle.length) return null;
    const end = at + 2 + bundle.readUInt16BE(at);
    if (end > bundle.length) return null;
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return entries;
}

/** The hash at a place of a tile. */
export function hashAt(tile: Uint8Array, place: number): Uint8Array {
  return tile.subarray(place * hashBytes, (place + 1) * hashBytes);
}
