import type { Consent } from '../../domain/consent/consent';
import { isStorable } from '../../domain/input/storable-text';
import type { AttemptCounter } from '../attempts/attempt-counter';
import type { OpenDatabase } from '../dialect';
import type { IdempotencyKeys } from '../idempotency/idempotency-keys';
import { consentEntries, givenEntry, withdrawnEntry } from '../log/consent-entries';
import { addWaiting, awaitEntry, isKept } from '../log/waiting';
import { transact } from '../transact';
import { type ConsentReader, selectConsents } from './consent-reader';
import type { ConsentChanges, ConsentDraft, ConsentRecorded } from './contract';
import { toConsent, toConsentRow } from './rows';

/** Consents that are recorded with one statement. */
const batchSize = 500;

/** The parts of a consent that stay after a redaction. */
function keyOf({ guid, purpose, kind, noticeDigest, givenAt }: Consent): string {
  return JSON.stringify([guid, purpose, kind, noticeDigest, givenAt.getTime()]);
}

export class ConsentWriter implements ConsentChanges {
  constructor(
    private readonly database: OpenDatabase,
    private readonly reader: Pick<ConsentReader, 'firstUse'>,
    private readonly idempotency: IdempotencyKeys,
    private readonly attempts: AttemptCounter,
  ) {}

  async record({ consent, idempotency, attempts }: ConsentDraft): Promise<ConsentRecorded> {
    if (!isStorable(consent.guid)) throw new RangeError('The account id cannot be stored.');
    return this.attempts.transactCounting(async (tx): Promise<ConsentRecorded> => {
      // A second claim waits here for the first, and returns what that one did.
      if (idempotency && (await this.idempotency.claimKey(tx, idempotency, consent.id))) {
        const before = await this.reader.firstUse(idempotency, tx);
        if (before) return before;
      }
      if (attempts) await this.attempts.count(tx, attempts);
      const row = toConsentRow(consent);
      await tx.insertInto('consent').values(row).execute();
      await awaitEntry(tx, givenEntry(row));
      return { kind: 'recorded', consent };
    });
  }

  recordMissing(consents: readonly Consent[], { isDryRun }: { readonly isDryRun: boolean }): Promise<number> {
    return transact(this.database, async (tx) => {
      const seen = new Set<string>();
      const hasLog = !isDryRun && (await isKept(tx));
      let added = 0;
      for (let start = 0; start < consents.length; start += batchSize) {
        const some = consents.slice(start, start + batchSize);
        const guids = some.map(({ guid }) => guid);
        for (const row of await selectConsents(tx).where('guid', 'in', guids).execute()) {
          seen.add(keyOf(toConsent(row)));
        }
        const missing = some.filter((consent) => !seen.has(keyOf(consent)) && seen.add(keyOf(consent)));
        added += missing.length;
        if (isDryRun || missing.length === 0) continue;
        const rows = missing.map(toConsentRow);
        await tx.insertInto('consent').values(rows).execute();
        for (const entry of hasLog ? rows.flatMap(consentEntries) : []) await addWaiting(tx, entry);
      }
      return added;
    });
  }

  async withdraw(id: string, at: Date): Promise<Consent | null> {
    if (!isStorable(id)) return null;
    const time = at.getTime();
    return transact(this.database, async (tx) => {
      const withdrawn = await tx
        .updateTable('consent')
        .set({ withdrawn_at: time, cases_due: time })
        .where('id', '=', id)
        .where('withdrawn_at', 'is', null)
        .returning(['id', 'withdrawn_at'])
        .executeTakeFirst();
      const entry = withdrawn && withdrawnEntry(withdrawn);
      if (entry) await awaitEntry(tx, entry);
      const row = await selectConsents(tx).where('id', '=', id).executeTakeFirst();
      return row ? toConsent(row) : null;
    });
  }

  async casesCanceled(id: string): Promise<void> {
    await transact(this.database, (tx) =>
      tx.updateTable('consent').set({ cases_due: null }).where('id', '=', id).execute(),
    );
  }

  async redact(guid: string, at: Date): Promise<void> {
    if (!isStorable(guid)) return;
    await transact(this.database, async (tx) => {
      const redacted = await tx
        .updateTable('consent')
        .set({
          notice_version: null,
          given_by: null,
          relation_proof: null,
          cases_due: null,
          redacted_at: at.getTime(),
        })
        .where('guid', '=', guid)
        .where('redacted_at', 'is', null)
        .returning('id')
        .execute();
      const ids = redacted.map(({ id }) => id);
      if (ids.length > 0) await tx.deleteFrom('idempotency').where('verification_id', 'in', ids).execute();
    });
  }
}
