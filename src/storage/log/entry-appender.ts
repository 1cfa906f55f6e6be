import type { Kysely } from 'kysely';
import type { OpenDatabase } from '../dialect';
import type { Tables } from '../schema';
import { prepareEach } from '../statement';
import { transactTogether } from '../transact';
import type { LogChanges } from './contract';
import type { EntryBatch, EntryMaker } from './entry-maker';
import { logLock } from './log-lock';
import { LogSource } from './log-source';
import { readState } from './log-state';
import type { LogEntryRow } from './tables';

/** Rows that one statement inserts on PostgreSQL. */
const rowsAtOnce = 500;

/** Adds the entries that a maker has made. */
export class EntryAppender implements Pick<LogChanges, 'append'> {
  readonly #source: LogSource;
  readonly #insert;

  constructor(
    private readonly database: OpenDatabase,
    private readonly maker: Pick<EntryMaker, 'next'>,
  ) {
    const { db, dialect } = database;
    this.#source = new LogSource(db, dialect);
    this.#insert = prepareEach(dialect, (row: LogEntryRow) =>
      db.insertInto('log_entry').values({
        place: row.place,
        entry: row.entry,
        leaf: row.leaf,
        kind: row.kind,
        subject_id: row.subject_id,
        version: row.version,
        feed_place: row.feed_place,
        sealed: row.sealed,
      }),
    );
  }

  async append(most: number): Promise<number> {
    const { db, dialect } = this.database;
    const before = await readState(db);
    if (!before || !(await this.#source.hasMore(before.feed_place))) return 0;
    if (dialect.name === 'postgres') {
      return transactTogether(this.database, async (tx) => {
        await this.database.lock(tx, logLock);
        const batch = await this.maker.next(most, tx);
        return batch ? this.#write(tx, batch) : 0;
      });
    }
    // SQLite has one writer, for which requests wait: everything that can be done before its turn is done before.
    const batch = await this.maker.next(most);
    if (!batch) return 0;
    // Together with the pushes that wait at the same time, so that the disk is waited for once.
    return transactTogether(this.database, async (tx) =>
      (await this.#isCurrent(tx, batch)) ? this.#write(tx, batch) : 0,
    );
  }

  /** False if others added entries meanwhile, or if anybody's data was destroyed or got another key. */
  async #isCurrent(tx: Kysely<Tables>, made: EntryBatch): Promise<boolean> {
    const now = await readState(tx);
    return (
      now?.size === made.size &&
      now.feed_place === made.feedPlace &&
      now.kept === made.kept &&
      now.erasures === made.erasures
    );
  }

  async #write(
    tx: Kysely<Tables>,
    { size, rows, nodes, lastFeedPlace, waitingIds }: EntryBatch,
  ): Promise<number> {
    await this.#insertAll(tx, rows);
    if (nodes.length > 0) await tx.insertInto('log_node').values(nodes).execute();
    if (waitingIds.length > 0) await tx.deleteFrom('log_waiting').where('id', 'in', waitingIds).execute();
    await tx
      .updateTable('log_state')
      .set({ size: size + rows.length, feed_place: lastFeedPlace })
      .execute();
    return rows.length;
  }

  async #insertAll(tx: Kysely<Tables>, rows: readonly LogEntryRow[]): Promise<void> {
    if (this.database.dialect.name === 'sqlite') {
      // Prepared once, which is several times faster than one statement of many rows.
      return this.#insert(tx, rows);
    }
    for (let start = 0; start < rows.length; start += rowsAtOnce) {
      await tx
        .insertInto('log_entry')
        .values(rows.slice(start, start + rowsAtOnce))
        .execute();
    }
  }
}
