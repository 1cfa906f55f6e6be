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
import type { Tables } from '../schema';
import { prepare } from '../statement';
import { transact, transactTogether } from '../transact';
import { shownColumns, toVerification } from '../verifications/rows';
import { awaitMissedCases, forgetWaitingCases } from './case-entries';
import type { LogChanges, LogIdentity, LogState } from './contract';
import { addNodes } from './log-hashes';
import { logLock } from './log-lock';
import { type Logged, LogSource } from './log-source';
import { readState, toState } from './log-state';
import { awaitMissedReveals, forgetWaitingReveals, stopRecording } from './missed-reveals';
import { Salts, sealContext } from './salts';
import type { LogEntryRow } from './tables';
import { addWaiting, isKept } from './waiting';

/** Rows that one statement inserts on PostgreSQL. */
const rowsAtOnce = 500;

export class LogWriter implements LogChanges {
  readonly #source: LogSource;
  readonly #salts = new Salts();
  readonly #insert;
  readonly #verifications;

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
  }

  async begin({ origin, vkey }: LogIdentity): Promise<LogState> {
    const { db } = this.database;
    await db
      .insertInto('log_state')
      .values({ id: 1, origin, vkey, size: 0, feed_place: 0, published: null, published_size: 0, kept: 0 })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    return toState(await db.selectFrom('log_state').selectAll().executeTakeFirstOrThrow());
  }

  async keep(): Promise<void> {
    await transact(this.database, async (tx) => {
      await this.database.lock(tx, logLock);
      if (await isKept(tx)) return;
      await stopRecording(tx, this.database.dialect);
      await awaitMissedReveals(tx);
      await awaitMissedCases(tx);
      await tx.updateTable('log_state').set({ kept: 1 }).execute();
    });
  }

  async rest(): Promise<void> {
    if (!(await isKept(this.database.db))) return;
    await transact(this.database, async (tx) => {
      await this.database.lock(tx, logLock);
      await tx.updateTable('log_state').set({ kept: 0 }).execute();
      await forgetWaitingReveals(tx);
      await forgetWaitingCases(tx);
    });
  }

  async changeKey(from: string, to: string): Promise<void> {
    await this.database.db.updateTable('log_state').set({ vkey: to }).where('vkey', '=', from).execute();
  }

  async wait(entry: LogEntry): Promise<void> {
    await addWaiting(this.database.db, entry);
  }

  async publish(note: string, size: number): Promise<void> {
    await this.database.db
      .updateTable('log_state')
      .set({ published: note, published_size: size })
      .where((eb) => eb.or([eb('published_size', '<', size), eb('published', 'is', null)]))
      .execute();
  }

  async append(most: number): Promise<number> {
    const before = await readState(this.database.db);
    if (!before || !(await this.#source.hasMore(before.feed_place))) return 0;
    // On SQLite together with the pushes that wait at the same time, so that the disk is waited for once.
    return transactTogether(this.database, async (tx) => {
      await this.database.lock(tx, logLock);
      const state = await readState(tx);
      if (!state) return 0;
      const { logged, feedPlace, waitingIds } = await this.#source.next(tx, state.feed_place, most);
      if (logged.length === 0) return 0;
      const rows = await this.#toRows(tx, state.size, logged);
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
    });
  }

  async #toRows(tx: Kysely<Tables>, size: number, logged: readonly Logged[]): Promise<LogEntryRow[]> {
    const subjects = await this.#subjects(tx, logged);
    const rows: LogEntryRow[] = [];
    for (const [at, { entry, facts }] of logged.entries()) {
      const subject = subjects.get(entry.id ?? '');
      const committed = subject && (await unlessAltered(this.#commit(tx, subject, entry, facts, size + at)));
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
    tx: Kysely<Tables>,
    { verification, key }: Subject,
    entry: LogEntry,
    given: unknown,
    place: number,
  ): Promise<{ commitment: string; sealed: Buffer } | null> {
    // Destroyed data must not be sealed again, and nothing must commit to it any more.
    if (!key || verification.redactedAt !== null) return null;
    const facts = given === null ? factsOf(verification) : canonicalJson(given);
    const salt = await this.#salts.of(tx, verification.id, entry.version === 1, key);
    const plain = Buffer.concat([salt, Buffer.from(facts)]);
    return {
      commitment: commitmentTo(facts, salt),
      sealed: seal(this.vault.suite, key, plain, sealContext(place)),
    };
  }

  /** The verifications that entries are about, with their data keys. */
  async #subjects(tx: Kysely<Tables>, logged: readonly Logged[]): Promise<ReadonlyMap<string, Subject>> {
    const kinds: ReadonlySet<LogKind> = new Set(['event', 'reveal']);
    const ids = logged.flatMap(({ entry }) => (kinds.has(entry.kind) && entry.id ? [entry.id] : []));
    if (ids.length === 0) return new Map();
    const rows = await this.#verifications(tx, { ids: [...new Set(ids)] });
    const open = rows.filter((row) => row.redacted_at === null);
    const keys = await this.dataKeys.load(
      open.map((row) => row.data_key_id),
      tx,
    );
    const subjects = new Map<string, Subject>();
    for (const row of rows) {
      const key = row.redacted_at === null ? keys.of(row) : null;
      subjects.set(row.id, { verification: toVerification(row, () => key), key });
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

interface Subject {
  readonly verification: Verification;
  /** Null if it is destroyed. */
  readonly key: KeyObject | null;
}
