import type { Kysely } from 'kysely';
import { commitmentTo } from '../../src/domain/log/entry';
import { leafHash } from '../../src/domain/log/merkle';
import type { DataKeys } from '../../src/storage/encryption/data-keys';
import type { EntryBatch } from '../../src/storage/log/entry-maker';
import { nodesAfter } from '../../src/storage/log/log-hashes';
import { type Opened, openSealed } from '../../src/storage/log/salts';
import type { LogEntryRow } from '../../src/storage/log/tables';
import type { Tables } from '../../src/storage/schema';

export interface Opening {
  readonly db: Kysely<Tables>;
  readonly dataKeys: DataKeys;
}

/**
 * Expects two batches, made of the same rows in two ways, to be equal byte for byte. Only what is random may differ: the
 * salt of a verification without an earlier entry, and with it the commitment; and the bytes of a sealed value, which
 * must open to the same facts.
 */
export async function sameEntries(a: EntryBatch, b: EntryBatch, { db, dataKeys }: Opening): Promise<void> {
  const { rows: rowsOfA, nodes: nodesOfA, ...restOfA } = a;
  const { rows: rowsOfB, nodes: nodesOfB, ...restOfB } = b;
  expect(restOfA).toEqual(restOfB);
  expect(rowsOfA).toHaveLength(rowsOfB.length);
  const keyIds = await keyIdsOf(db, rowsOfA);
  const keys = await dataKeys.load([...keyIds.values()]);
  const open = ({ sealed, subject_id, place }: LogEntryRow): Opened | null => {
    const key = keys.of({ data_key_id: keyIds.get(subject_id ?? '') ?? '' });
    if (sealed && !key) throw new Error(`Entry ${place} seals something for which there is no key.`);
    return sealed && key && openSealed(key, sealed, place);
  };
  const logged = await saltedBefore(db, rowsOfA);
  const freshSalts = new Map<string, string>();
  for (const [at, rowOfA] of rowsOfA.entries()) {
    const rowOfB = rowsOfB[at] as LogEntryRow;
    const [openedA, openedB] = [open(rowOfA), open(rowOfB)];
    expect(openedA?.facts).toBe(openedB?.facts);
    expect(rowOfA.sealed?.length).toBe(rowOfB.sealed?.length);
    for (const [row, opened] of [
      [rowOfA, openedA],
      [rowOfB, openedB],
    ] as const) {
      const { commitment } = JSON.parse(row.entry) as { readonly commitment?: string };
      expect(commitment).toBe(opened ? commitmentTo(opened.facts, opened.salt) : undefined);
      expect(Buffer.compare(row.leaf, leafHash(Buffer.from(row.entry)))).toBe(0);
    }
    if (openedA && openedB && !openedA.salt.equals(openedB.salt)) {
      const subject = rowOfA.subject_id ?? '';
      expect(logged.has(subject)).toBe(false);
      // New, but the same for all entries of the verification.
      const salts = `${openedA.salt.toString('hex')} ${openedB.salt.toString('hex')}`;
      expect(freshSalts.get(subject) ?? salts).toBe(salts);
      freshSalts.set(subject, salts);
      expect(withoutCommitment(rowOfA)).toEqual(withoutCommitment(rowOfB));
    } else {
      expect({ ...rowOfA, leaf: null, sealed: null }).toEqual({ ...rowOfB, leaf: null, sealed: null });
    }
  }
  const expected = await nodesAfter(
    db,
    a.size,
    rowsOfA.map(({ leaf }) => leaf),
  );
  expect(hexOf(nodesOfA)).toEqual(hexOf(expected));
  if (freshSalts.size === 0) expect(hexOf(nodesOfA)).toEqual(hexOf(nodesOfB));
}

async function keyIdsOf(
  db: Kysely<Tables>,
  rows: readonly LogEntryRow[],
): Promise<ReadonlyMap<string, string>> {
  const ids = rows.flatMap(({ subject_id: id }) => (id === null ? [] : [id]));
  const found = await db
    .selectFrom('verification')
    .select(['id', 'data_key_id'])
    .where('id', 'in', ids)
    .execute();
  return new Map(found.map((row) => [row.id, row.data_key_id]));
}

/** Verifications with a salt in the log. */
async function saltedBefore(db: Kysely<Tables>, rows: readonly LogEntryRow[]): Promise<ReadonlySet<string>> {
  const ids = rows.flatMap(({ subject_id: id }) => (id === null ? [] : [id]));
  const found = await db
    .selectFrom('log_entry')
    .select('subject_id')
    .where('subject_id', 'in', ids)
    .where('sealed', 'is not', null)
    .execute();
  return new Set(found.map(({ subject_id }) => subject_id ?? ''));
}

function withoutCommitment({ leaf: _leaf, sealed: _sealed, entry, ...row }: LogEntryRow) {
  return { ...row, entry: entry.replace(/"commitment":"[\w-]{43}"/, '"commitment":""') };
}

function hexOf(nodes: EntryBatch['nodes']) {
  return nodes.map(({ hash, ...node }) => ({ ...node, hash: Buffer.from(hash).toString('hex') }));
}
