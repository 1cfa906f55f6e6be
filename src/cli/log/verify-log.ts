/**
 * Verifies a transparency log, alone: this file uses Node's crypto and nothing else, so that an auditor can read all of
 * it. It implements C2SP tlog-tiles, tlog-checkpoint and signed-note, and the hashes of RFC 9162, a second time: it
 * shares no code with the service that writes the log.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';

/** Reads a file of the log below its prefix, such as `checkpoint` or `tile/0/000.p/7`; null if it is not there. */
export type ReadFile = (path: string) => Promise<Buffer | null>;

export interface LogToVerify {
  readonly read: ReadFile;
  /** The verifier's key of the log, as C2SP vkey. */
  readonly key: string;
  /** An older checkpoint of the same log, whose entries must all stand where they stood; null without one. */
  readonly since: string | null;
  /** The log as it was kept with that checkpoint, to say which entries differ; null if only the checkpoint was kept. */
  readonly readSince: ReadFile | null;
}

export type Entry = Readonly<Record<string, unknown>>;

export interface Find {
  readonly what: 'unsigned' | 'unreadable' | 'changed' | 'removed' | 'inserted' | 'reordered' | 'forked';
  /** The entry's place in the log; null if it has none. */
  readonly index: number | null;
  /** The id in the entry or row. */
  readonly id: string | null;
  readonly text: string;
}

export interface Report {
  readonly finds: Find[];
  /** Null in place of one that cannot be read. */
  readonly entries: readonly (Entry | null)[];
}

export async function verifyLog({ read, key, since, readSince }: LogToVerify): Promise<Report> {
  const finds: Find[] = [];
  const found: Found = (what, index, id, text) =>
    void finds.push({ what, index, id: typeof id === 'string' ? id : null, text });

  const note = await read('checkpoint');
  const head = note && parseCheckpoint(note.toString());
  if (!head) {
    found('unreadable', null, null, 'the log has no readable checkpoint');
    return { finds, entries: [] };
  }
  const log = await readEntries(read, head.size, found);
  const { entries } = log;
  const keys = keysOf(key, head.origin, entries, found);
  if (!isSigned(head, keys))
    found('unsigned', null, null, "the checkpoint has no valid signature of the log's key");
  const root = await readTiles(read, log, found);
  if (!root.equals(head.root)) {
    found(
      'forked',
      head.size - 1,
      idAt(entries, head.size - 1),
      'the entries have another root than the checkpoint',
    );
  }
  if (since !== null) await compareSince(since, readSince, { ...log, head, keys }, found);
  checkVersions(entries, found);
  return { finds, entries };
}

type Found = (what: Find['what'], index: number | null, id: unknown, text: string) => void;

// ── notes and checkpoints ──

interface Head {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
  readonly text: string;
  readonly signatures: readonly string[];
}

function parseCheckpoint(note: string): Head | null {
  const end = note.lastIndexOf('\n\n');
  const [origin = '', size = '', root = ''] = note.slice(0, Math.max(end, 0)).split('\n');
  if (end < 0 || origin === '' || !/^(0|[1-9]\d{0,15})$/.test(size)) return null;
  const bytes = Buffer.from(root, 'base64');
  if (bytes.length !== 32 || bytes.toString('base64') !== root) return null;
  const signatures = note
    .slice(end + 2)
    .split('\n')
    .slice(0, -1);
  return { origin, size: Number(size), root: bytes, text: note.slice(0, end + 1), signatures };
}

/** Whether one of the keys signed the note, and no signature in the name of one of them is false. */
function isSigned({ text, signatures }: Pick<Head, 'text' | 'signatures'>, keys: readonly string[]): boolean {
  const verdicts = keys.flatMap((key) => {
    const [name = '', id = '', ...encoded] = key.split('+');
    const typed = Buffer.from(encoded.join('+'), 'base64');
    const digest = createHash('sha256').update(`${name}\n`).update(typed).digest();
    if (typed.length !== 33 || typed[0] !== 1 || digest.toString('hex', 0, 4) !== id) return [];
    const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), typed.subarray(1)]);
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return signatures
      .map((line) => line.split(' '))
      .map(([dash, signer, base64 = '']) => ({ dash, signer, bytes: Buffer.from(base64, 'base64') }))
      .filter(
        ({ dash, signer, bytes }) => dash === '—' && signer === name && bytes.toString('hex', 0, 4) === id,
      )
      .map(({ bytes }) => verify(null, Buffer.from(text), publicKey, bytes.subarray(4)));
  });
  return verdicts.length > 0 && verdicts.every(Boolean);
}

/** The given key, and the keys before and after it: each hand-over is a note in the log, signed by the older key. */
function keysOf(key: string, origin: string, entries: readonly (Entry | null)[], found: Found): string[] {
  const keys = new Set([key]);
  entries.forEach((entry, index) => {
    if (entry?.['kind'] !== 'rotation' || typeof entry['note'] !== 'string') return;
    const end = entry['note'].indexOf('\n\n') + 1;
    const text = entry['note'].slice(0, end);
    const [title, log, older = '', newer = ''] = text.split('\n');
    const signatures = entry['note']
      .slice(end + 1)
      .split('\n')
      .slice(0, -1);
    const isRight =
      title === 'realname log key hand-over' && log === origin && isSigned({ text, signatures }, [older]);
    if (!isRight)
      found('unsigned', index, entry['id'], 'the hand-over of the key is not signed by the older key');
    else if (keys.has(older) || keys.has(newer)) keys.add(older).add(newer);
  });
  return [...keys];
}

// ── entries, tiles and hashes ──

const width = 256;
const hashLeaf = (entry: Buffer) => createHash('sha256').update(Buffer.of(0)).update(entry).digest();
const hashNode = (left: Buffer, right: Buffer) =>
  createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest();

/** The Merkle tree hash of RFC 9162, section 2.1.1. */
function hashTree(hashes: readonly Buffer[]): Buffer {
  if (hashes.length === 0) return createHash('sha256').digest();
  if (hashes.length === 1 && hashes[0]) return hashes[0];
  let half = 1;
  while (half * 2 < hashes.length) half *= 2;
  return hashNode(hashTree(hashes.slice(0, half)), hashTree(hashes.slice(half)));
}

/** A partial tile may be gone once the full tile is there; then the beginning of the full one serves. */
async function readTile(read: ReadFile, level: string, index: number, count: number): Promise<Buffer | null> {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const place = (digits.match(/\d{3}/g) ?? [])
    .join('/x')
    .replace(/^(?=.*\/)/, 'x')
    .replace(/x(\d{3})$/, '$1');
  const full = `tile/${level}/${place}`;
  return count === width ? read(full) : ((await read(`${full}.p/${count}`)) ?? read(full));
}

interface Entries {
  /** Null for one that is no JSON object. */
  readonly entries: (Entry | null)[];
  readonly leaves: Buffer[];
}

async function readEntries(read: ReadFile, size: number, found: Found): Promise<Entries> {
  const entries: (Entry | null)[] = [];
  const leaves: Buffer[] = [];
  for (let start = 0; start < size; start += width) {
    const count = Math.min(width, size - start);
    const bundle = (await readTile(read, 'entries', start / width, count)) ?? Buffer.alloc(0);
    for (let at = 0, place = 0; place < count; place += 1) {
      const length = at + 2 <= bundle.length ? bundle.readUInt16BE(at) : Number.NaN;
      const isThere = at + 2 + length <= bundle.length;
      if (!isThere) found('removed', start + place, null, 'the entry is not in its bundle');
      const bytes = isThere ? bundle.subarray(at + 2, at + 2 + length) : Buffer.alloc(0);
      const entry = isThere ? parseEntry(bytes) : null;
      if (isThere && !entry) found('unreadable', start + place, null, 'the entry is not canonical JSON');
      entries.push(entry);
      leaves.push(hashLeaf(bytes));
      at = isThere ? at + 2 + length : bundle.length;
    }
  }
  return { entries, leaves };
}

function parseEntry(bytes: Buffer): Entry | null {
  try {
    const entry: unknown = JSON.parse(bytes.toString());
    const isObject = typeof entry === 'object' && entry !== null && !Array.isArray(entry);
    return isObject && canonical(entry) === bytes.toString() ? (entry as Entry) : null;
  } catch {
    return null;
  }
}

/** RFC 8785 for what JSON.parse returns. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`;
}

/** Compares every tile with the hashes of the entries, and returns the root of the entries. */
async function readTiles(read: ReadFile, { entries, leaves }: Entries, found: Found): Promise<Buffer> {
  let hashes = leaves;
  for (let level = 0, span = 1; hashes.length > 0; level += 1, span *= width) {
    for (let index = 0; index * width < hashes.length; index += 1) {
      const expected = hashes.slice(index * width, (index + 1) * width);
      const tile = await readTile(read, String(level), index, expected.length);
      const wrong = expected.findIndex((hash, at) => !tile?.subarray(at * 32, at * 32 + 32).equals(hash));
      if (wrong < 0) continue;
      const first = (index * width + wrong) * span;
      const entry = `entry ${first}${span === 1 ? '' : ` to ${first + span - 1}`}`;
      if (tile)
        found(
          'changed',
          first,
          idAt(entries, first),
          `${entry} does not have the hash in its tile of level ${level}`,
        );
      else found('removed', first, idAt(entries, first), `the tile ${index} of level ${level} is missing`);
    }
    const complete = Math.floor(hashes.length / width);
    hashes = Array.from({ length: complete }, (_, at) =>
      hashTree(hashes.slice(at * width, (at + 1) * width)),
    );
  }
  return hashTree(leaves);
}

const idAt = (entries: readonly (Entry | null)[], index: number): unknown => entries[index]?.['id'];

// ── the older checkpoint ──

async function compareSince(
  since: string,
  readSince: ReadFile | null,
  { head, keys, entries, leaves }: Entries & { readonly head: Head; readonly keys: readonly string[] },
  found: Found,
): Promise<void> {
  const older = parseCheckpoint(since);
  if (!older) return found('unreadable', null, null, 'the older checkpoint is not one');
  if (older.origin !== head.origin) found('forked', null, null, 'the older checkpoint is of another log');
  if (!isSigned(older, keys))
    found('unsigned', null, null, "the older checkpoint has no valid signature of the log's key");
  const last = older.size - 1;
  if (older.size > head.size) {
    found('removed', head.size, null, `entries ${head.size} to ${last} of the older checkpoint are gone`);
  } else if (!hashTree(leaves.slice(0, older.size)).equals(older.root)) {
    const text = `entries 0 to ${last} are not those that the older checkpoint signs`;
    found('forked', last, idAt(entries, last), text);
  } else return;
  if (!readSince) return;
  const before = await readEntries(readSince, older.size, () => {});
  const places = new Map(leaves.map((leaf, index) => [leaf.toString('hex'), index]));
  before.leaves.forEach((leaf, index) => {
    if (leaves[index]?.equals(leaf)) return;
    const now = places.get(leaf.toString('hex'));
    const what = now !== undefined ? 'reordered' : index < entries.length ? 'changed' : 'removed';
    const text = now === undefined ? 'is not in the log any more' : `is now entry ${now}`;
    found(what, index, idAt(before.entries, index), `entry ${index} of the older log ${text}`);
  });
}

// ── the entries among themselves ──

/** Versions of one verification or case follow one another. */
function checkVersions(entries: readonly (Entry | null)[], found: Found): void {
  const versions = new Map<string, number>();
  entries.forEach((entry, index) => {
    if (!entry || typeof entry['version'] !== 'number') return;
    const name = `${entry['kind']} ${entry['id']}`;
    const before = versions.get(name);
    const { version } = entry as { version: number };
    if (before !== undefined && version !== before + 1) {
      found('reordered', index, entry['id'], `version ${version} comes after version ${before}`);
    }
    versions.set(name, version);
  });
}
