import type { KeyObject } from 'node:crypto';
import type { Kysely } from 'kysely';
import { canonicalJson } from '../../domain/log/canonical-json';
import { commitmentTo, entryText, type LogEntry, type LogKind } from '../../domain/log/entry';
import { factsOf } from '../../domain/log/facts';
import { leafHash } from '../../domain/log/merkle';
import type { Verification } from '../../domain/verification/verification';
import type { OpenDatabase } from '../dialect';
import { seal } from '../encryption/cipher-suite';
import type { DataKeys } from '../encryption/data-keys';
import type { Vault } from '../encryption/vault';
import { SealError } from '../errors';
import type { Tables, VerificationRow } from '../schema';
import { prepare } from '../statement';
import { transact } from '../transact';
import { shownColumns, toVerification } from '../verifications/rows';
import type { LogChanges } from './contract';
import { addNodes } from './log-hashes';
import { logLock } from './log-lock';
import { type Logged, LogSource } from './log-source';
import { readState } from './log-state';
import { Salts, sealContext } from './salts';
import type { LogEntryRow, LogStateRow } from './tables';

/** Rows that one statement inserts on PostgreSQL. */
const rowsAtOnce = 500;

interface Subject {
  readonly verification: Verification;
  readonly dataKeyId: string;
  /** Null if it is destroyed. */
  readonly key: KeyObject | null;
}

/** The verifications that entries are about. */
type Subjects = ReadonlyMap<string, Subject>;

type DataKeyRow = Pick<VerificationRow, 'id' | 'data_key_id'>;

/** The next entries, ready to be inserted. */
interface Batch {
  readonly state: LogStateRow;
  readonly rows: readonly LogEntryRow[];
  readonly feedPlace: number;
  readonly waitingIds: readonly number[];
  readonly subjects: Subjects;
}

export class EntryAppender implements Pick<LogChanges, 'append'> {
  readonly #source: LogSource;
  readonly #salts = new Salts();
  readonly #insert;
  readonly #verifications;
  readonly #dataKeysOf;

  constructor(
    private readonly database: OpenDatabase,
    private readonly vault: Vault,
    private readonly dataKeys: DataKeys,
  ) {
    const { db, dialect } = database;
    this.#source = new LogSource(db, dialect);
    this.#insert = prepare(dialect, (row: LogEntryRow) =>
      db.insertInto('log_entry').values({
        place: row.place,
        entry: row.entry,
        leaf: row.leaf,
        kind: row.kind,
        subject_id: row.subject_id,
        version: row.version,
        sealed: row.sealed,
      }),
    );
    this.#verifications = prepare(dialect, ({ ids }: { readonly ids: readonly string[] }) =>
      db.selectFrom('verification').select(shownColumns).where(dialect.among('id', ids)),
    );
    this.#dataKeysOf = prepare(dialect, ({ ids }: { readonly ids: readonly string[] }) =>
      db
        .selectFrom('verification')
        .select(['id', 'data_key_id'])
        .where(dialect.among('id', ids))
        .where('redacted_at', 'is', null),
    );
  }

  async append(most: number): Promise<number> {
    const { db, dialect, lock } = this.database;
    const before = await readState(db);
    if (!before || !(await this.#source.hasMore(before.feed_place))) return 0;
    if (dialect.name === 'postgres') {
      return transact(this.database, async (tx) => {
        await lock(tx, logLock);
        const batch = await this.#prepare(tx, most);
        return batch ? this.#write(tx, batch) : 0;
      });
    }
    // SQLite has one writer at a time, so everything that can be done before its turn is done before.
    const batch = await this.#prepare(db, most);
    if (!batch) return 0;
    return transact(this.database, async (tx) =>
      (await this.#isCurrent(tx, batch)) ? this.#write(tx, batch) : 0,
    );
  }

  async #prepare(db: Kysely<Tables>, most: number): Promise<Batch | null> {
    const state = await readState(db);
    if (!state) return null;
    const { logged, feedPlace, waitingIds } = await this.#source.next(db, state.feed_place, most);
    if (logged.length === 0) return null;
    const subjects = await this.#subjects(db, logged);
    const rows = await this.#toRows(db, state.size, logged, subjects);
    return { state, rows, feedPlace, waitingIds, subjects };
  }

  /** False if others added entries meanwhile, or a person's data was destroyed or got another key. */
  async #isCurrent(tx: Kysely<Tables>, { state, subjects }: Batch): Promise<boolean> {
    const now = await readState(tx);
    if (now?.size !== state.size || now.feed_place !== state.feed_place || now.kept !== state.kept)
      return false;
    const open = [...subjects].filter(([, { verification }]) => verification.redactedAt === null);
    const keys = await this.#dataKeysOf(tx, { ids: open.map(([id]) => id) });
    const isSame = (row: DataKeyRow) => subjects.get(row.id)?.dataKeyId === row.data_key_id;
    return keys.length === open.length && keys.every(isSame);
  }

  async #write(tx: Kysely<Tables>, { state, rows, feedPlace, waitingIds }: Batch): Promise<number> {
    await this.#insertAll(tx, rows);
    await addNodes(
      tx,
      state.size,
      rows.map(({ leaf }) => leaf),
    );
    if (waitingIds.length > 0) await tx.deleteFrom('log_waiting').where('id', 'in', waitingIds).execute();
    await tx
      .updateTable('log_state')
      .set({ size: state.size + rows.length, feed_place: feedPlace })
      .execute();
    return rows.length;
  }

  async #toRows(
    db: Kysely<Tables>,
    size: number,
    logged: readonly Logged[],
    subjects: Subjects,
  ): Promise<LogEntryRow[]> {
    const rows: LogEntryRow[] = [];
    for (const [at, { entry, facts }] of logged.entries()) {
      const subject = subjects.get(entry.id ?? '');
      const committed = subject && (await unlessAltered(this.#commit(db, subject, entry, facts, size + at)));
      const environment =
        subject && entry.kind === 'event' ? subject.verification.environment : entry.environment;
      const text = entryText({ ...entry, environment, commitment: committed?.commitment });
      rows.push({
        place: size + at,
        entry: text,
        leaf: leafHash(Buffer.from(text)),
        kind: entry.kind,
        subject_id: entry.id ?? null,
        version: entry.version ?? null,
        sealed: committed?.sealed ?? null,
      });
    }
    return rows;
  }

  async #commit(
    db: Kysely<Tables>,
    { verification, key }: Subject,
    entry: LogEntry,
    given: unknown,
    place: number,
  ): Promise<{ commitment: string; sealed: Buffer } | null> {
    // Destroyed data must not be sealed again, and nothing must commit to it any more.
    if (!key || verification.redactedAt !== null) return null;
    const facts = given === null ? factsOf(verification) : canonicalJson(given);
    const salt = await this.#salts.of(db, verification.id, entry.version === 1, key);
    const plain = Buffer.concat([salt, Buffer.from(facts)]);
    return {
      commitment: commitmentTo(facts, salt),
      sealed: seal(this.vault.suite, key, plain, sealContext(place)),
    };
  }

  async #subjects(db: Kysely<Tables>, logged: readonly Logged[]): Promise<Subjects> {
    const kinds: ReadonlySet<LogKind> = new Set(['event', 'reveal']);
    const ids = logged.flatMap(({ entry }) => (kinds.has(entry.kind) && entry.id ? [entry.id] : []));
    if (ids.length === 0) return new Map();
    const rows = await this.#verifications(db, { ids: [...new Set(ids)] });
    const open = rows.filter((row) => row.redacted_at === null);
    const keys = await this.dataKeys.load(
      open.map((row) => row.data_key_id),
      db,
    );
    const subjects = new Map<string, Subject>();
    for (const row of rows) {
      const key = row.redacted_at === null ? keys.of(row) : null;
      subjects.set(row.id, { verification: toVerification(row, () => key), key, dataKeyId: row.data_key_id });
    }
    return subjects;
  }

  async #insertAll(tx: Kysely<Tables>, rows: readonly LogEntryRow[]): Promise<void> {
    if (this.database.dialect.name === 'sqlite') {
      // Prepared once, which is several times faster than one statement of many rows.
      for (const row of rows) await this.#insert(tx, row);
      return;
    }
    for (let start = 0; start < rows.length; start += rowsAtOnce) {
      await tx
        .insertInto('log_entry')
        .values(rows.slice(start, start + rowsAtOnce))
        .execute();
    }
  }
}

/** Null if something sealed was altered: the log goes on with an entry that commits to nothing, which verifying finds. */
async function unlessAltered<Value>(commit: Promise<Value>): Promise<Value | null> {
  try {
    return await commit;
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}
