import type { Kysely, Transaction } from 'kysely';
import { isStorable } from '../../domain/input/storable-text';
import { recordAct } from '../acts/acts';
import type { AttemptCounter } from '../attempts/attempt-counter';
import type { OpenDatabase } from '../dialect';
import type { RevealRow, Tables } from '../schema';
import { transact } from '../transact';
import type {
  ApprovalConditions,
  Reveal,
  RevealApproval,
  RevealChanges,
  RevealConditions,
  RevealReads,
  RevealRecorded,
} from './contract';

export class RevealReader implements RevealReads {
  constructor(private readonly db: Kysely<Tables>) {}

  async of(verificationIds: readonly string[]): Promise<ReadonlyMap<string, readonly Reveal[]>> {
    const reveals = new Map<string, Reveal[]>(verificationIds.map((id) => [id, []]));
    const storable = verificationIds.filter(isStorable);
    if (storable.length === 0) return reveals;
    const rows = await this.db
      .selectFrom('reveal')
      .selectAll()
      .where('verification_id', 'in', storable)
      .orderBy('at')
      .execute();
    for (const { verification_id: verificationId, caller, purpose, at } of rows) {
      reveals.get(verificationId)?.push({ verificationId, caller, purpose, at: new Date(at) });
    }
    return reveals;
  }
}

export class RevealWriter implements RevealChanges {
  constructor(
    private readonly database: OpenDatabase,
    private readonly attempts: AttemptCounter,
  ) {}

  record(reveal: Reveal, { act, attempts, approvedAfter }: RevealConditions): Promise<RevealRecorded> {
    return this.attempts.transactCounting(async (tx): Promise<RevealRecorded> => {
      const approvedBy = approvedAfter ? await takeApproval(tx, reveal, approvedAfter) : null;
      if (approvedAfter && approvedBy === null) return { kind: 'notApproved' };
      if (attempts) await this.attempts.count(tx, attempts);
      await tx.insertInto('reveal').values(toRow(reveal, 0)).execute();
      await recordAct(tx, { ...act, approvedBy });
      return { kind: 'recorded' };
    });
  }

  async recordOfReport(reveals: readonly Reveal[]): Promise<void> {
    if (reveals.length === 0) return;
    await transact(this.database, (tx) =>
      tx
        .insertInto('reveal')
        .values(reveals.map((reveal) => toRow(reveal, 1)))
        .execute(),
    );
  }

  approve(
    { id, verificationId, caller, purpose, approver, at }: RevealApproval,
    { act, attempts, over }: ApprovalConditions,
  ): Promise<RevealRecorded> {
    return this.attempts.transactCounting(async (tx): Promise<RevealRecorded> => {
      await this.attempts.count(tx, attempts);
      await tx.deleteFrom('reveal_approval').where('at', '<=', over.getTime()).execute();
      await tx
        .insertInto('reveal_approval')
        .values({ id, verification_id: verificationId, caller, purpose, approver, at: at.getTime() })
        .execute();
      await recordAct(tx, act);
      return { kind: 'recorded' };
    });
  }
}

function toRow({ verificationId, caller, purpose, at }: Reveal, byReport: 0 | 1): RevealRow {
  return { verification_id: verificationId, caller, purpose, at: at.getTime(), by_report: byReport };
}

/** Uses up one approval of the reveal, and returns who gave it; null if there is none. An approval of one's own reveal does not count. */
async function takeApproval(
  tx: Transaction<Tables>,
  { verificationId, caller, purpose }: Reveal,
  after: Date,
): Promise<string | null> {
  const approvals = await tx
    .selectFrom('reveal_approval')
    .select(['id', 'approver'])
    .where('verification_id', '=', verificationId)
    .where('caller', '=', caller)
    .where('purpose', '=', purpose)
    .where('approver', '<>', caller)
    .where('at', '>', after.getTime())
    .orderBy('at')
    .execute();
  for (const { id, approver } of approvals) {
    // Two reveals at the same time find the same approval; one of them deletes it.
    const { numDeletedRows } = await tx.deleteFrom('reveal_approval').where('id', '=', id).executeTakeFirst();
    if (numDeletedRows > 0n) return approver;
  }
  return null;
}
