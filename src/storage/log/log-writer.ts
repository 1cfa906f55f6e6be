import type { LogEntry } from '../../domain/log/entry';
import type { OpenDatabase } from '../dialect';
import { transact, transactTogether } from '../transact';
import { awaitMissedCases, forgetWaitingCases } from './case-entries';
import { awaitMissedConsents, forgetWaitingConsents } from './consent-entries';
import type { LogChanges, LogIdentity, LogState } from './contract';
import { logLock } from './log-lock';
import { toState } from './log-state';
import { awaitMissedReveals, forgetWaitingReveals, stopRecording } from './missed-reveals';
import { addWaiting, isKept } from './waiting';

/** Adds entries for what waits for one. */
export type LogAppender = Pick<LogChanges, 'append'>;

export class LogWriter implements LogChanges {
  constructor(
    private readonly database: OpenDatabase,
    private readonly appender: LogAppender,
  ) {}

  async begin({ origin, vkey }: LogIdentity): Promise<LogState> {
    const { db } = this.database;
    await db
      .insertInto('log_state')
      .values({
        id: 1,
        origin,
        vkey,
        size: 0,
        feed_place: 0,
        published: null,
        published_size: 0,
        kept: 0,
        erasures: 0,
      })
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
      await awaitMissedConsents(tx);
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
      await forgetWaitingConsents(tx);
    });
  }

  async changeKey(from: string, to: string): Promise<void> {
    await this.database.db.updateTable('log_state').set({ vkey: to }).where('vkey', '=', from).execute();
  }

  async wait(entry: LogEntry): Promise<void> {
    await addWaiting(this.database.db, entry);
  }

  async publish(note: string, size: number): Promise<void> {
    // Together with the pushes that wait at the same time, so that the disk is waited for once.
    await transactTogether(this.database, async (tx) => {
      await tx
        .updateTable('log_state')
        .set({ published: note, published_size: size })
        .where((eb) => eb.or([eb('published_size', '<', size), eb('published', 'is', null)]))
        .execute();
    });
  }

  append(most: number): Promise<number> {
    return this.appender.append(most);
  }
}
