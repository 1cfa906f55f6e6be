import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { Transition } from '../domain/transition';
import type { StoredEvent, Verification, VerificationEvent } from '../domain/verification';
import { DataKeys } from './data-keys';
import type { OpenDatabase } from './dialect';
import { EventReader } from './event-reader';
import { LocalChangeFeed } from './local-change-feed';
import { toColumns, toEventRow, toSealedColumns } from './rows';
import type { Tables } from './schema';
import type {
  Changed,
  ChangeOptions,
  Created,
  Draft,
  IdempotencyUse,
  LatestKey,
  ListQuery,
  Reveal,
  SearchableReference,
  Store,
} from './store';
import type { Fingerprints, Vault } from './vault';
import { selectVerifications, VerificationReader } from './verification-reader';

/** The store over SQL. One class for every database; what differs is in its dialect. */
export class SqlStore implements Store {
  readonly changes = new LocalChangeFeed();
  readonly #dataKeys: DataKeys;
  readonly #verifications: VerificationReader;
  readonly #events: EventReader;

  constructor(
    private readonly database: OpenDatabase,
    vault: Vault,
    private readonly fingerprints: Fingerprints,
  ) {
    this.#dataKeys = new DataKeys(vault);
    this.#verifications = new VerificationReader(database.db, this.#dataKeys);
    this.#events = new EventReader(database.db);
  }

  async create(draft: Draft): Promise<Created> {
    const created = await this.database.db.transaction().execute(async (tx): Promise<Created> => {
      const first = draft.idempotency && (await this.#firstUse(tx, draft.idempotency));
      if (first) return first;
      const { verification } = draft;
      const { sequence, dataKeyId, dataKey } = await this.#account(tx, verification);
      await tx
        .insertInto('verification')
        .values({
          ...toColumns(verification),
          ...emptySealedColumns,
          replay_at: null,
          ...toSealedColumns(verification, null, () => dataKey),
          data_key_id: dataKeyId,
          door_token_hash: draft.doorTokenHash ?? null,
        })
        .execute();
      await this.#append(tx, draft.event, sequence, null);
      if (draft.idempotency) await this.#claim(tx, draft.idempotency, verification.id);
      return { kind: 'created', verification };
    });
    if (created.kind === 'created') this.#wake(draft.verification);
    return created;
  }

  async change(
    id: string,
    decide: (current: Verification) => Transition | null,
    options: ChangeOptions = {},
  ): Promise<Changed | null> {
    const changed = await this.database.db.transaction().execute(async (tx): Promise<Changed | null> => {
      const current = await this.#verifications.lock(tx, id, this.database.dialect);
      if (!current) return null;
      const { verification, row } = current;
      if (options.factKey !== undefined && (await this.#events.isRecorded(tx, id, options.factKey))) {
        return { kind: 'repeated', verification };
      }
      const first = options.idempotency && (await this.#firstUse(tx, options.idempotency));
      if (first) return first;
      const next = decide(verification);
      if (!next) return { kind: 'unchanged', verification };
      if (options.idempotency) await this.#claim(tx, options.idempotency, id);
      await tx
        .updateTable('verification')
        .set({
          ...toColumns(next.verification),
          ...toSealedColumns(next.verification, verification.personal, () => {
            if (row.data_key_wrapped === null) throw new Error(`The data key of verification ${id} is gone.`);
            return this.#dataKeys.open(row.data_key_id, row.data_key_wrapped);
          }),
          ...replayTime(verification, next.verification),
        })
        .where('id', '=', id)
        .execute();
      const sequence = await this.#nextSequence(tx, next.event);
      const event = await this.#append(tx, next.event, sequence, options.factKey ?? null);
      return { kind: 'changed', verification: next.verification, event };
    });
    if (changed?.kind === 'changed') this.#wake(changed.verification);
    return changed;
  }

  firstUse(use: IdempotencyUse) {
    return this.#firstUse(this.database.db, use);
  }

  find(ids: readonly string[]) {
    return this.#verifications.find(ids);
  }

  findByReference(reference: SearchableReference, value: string) {
    return this.#verifications.findByReference(reference, value);
  }

  findByDoor(tokenHash: string) {
    return this.#verifications.findByDoor(tokenHash);
  }

  list(query: ListQuery) {
    return this.#verifications.list(query);
  }

  latest(keys: readonly LatestKey[]) {
    return this.#verifications.latest(keys);
  }

  verifiedAccounts(guids: readonly string[]) {
    return this.#verifications.verifiedAccounts(guids);
  }

  overdue(now: Date, limit: number) {
    return this.#verifications.overdue(now, limit);
  }

  dueToAsk(providers: readonly string[], now: Date, limit: number) {
    return this.#verifications.dueToAsk(providers, now, limit);
  }

  unredacted(guid: string, limit: number) {
    return this.#verifications.unredacted(guid, limit);
  }

  async postponeAsking(id: string, next: { readonly at: Date | null; readonly asks: number }): Promise<void> {
    await this.database.db
      .updateTable('verification')
      .set({ next_ask_at: next.at?.getTime() ?? null, asks: next.asks })
      .where('id', '=', id)
      .execute();
  }

  async recordReveal({ verificationId, caller, purpose, at }: Reveal): Promise<void> {
    await this.database.db
      .insertInto('reveal')
      .values({ verification_id: verificationId, caller, purpose, at: at.getTime() })
      .execute();
  }

  async replaceDataKey(guid: string): Promise<void> {
    await this.database.db.transaction().execute(async (tx) => {
      const account = await tx
        .selectFrom('account')
        .select('data_key_id')
        .where('guid', '=', guid)
        .executeTakeFirst();
      if (!account) return;
      const { dataKeyId } = await this.#makeDataKey(tx, randomUUID());
      await tx.updateTable('account').set({ data_key_id: dataKeyId }).where('guid', '=', guid).execute();
      await tx.deleteFrom('data_key').where('id', '=', account.data_key_id).execute();
    });
  }

  histories(ids: readonly string[]) {
    return this.#events.histories(ids);
  }

  eventsAfter(verificationId: string, version: number, limit: number) {
    return this.#events.after(verificationId, version, limit);
  }

  accountEventsAfter(guid: string, sequence: number, limit: number) {
    return this.#events.ofAccountAfter(guid, sequence, limit);
  }

  accountSequence(guid: string) {
    return this.#events.accountSequence(guid);
  }

  async forgetReplays(before: Date): Promise<number> {
    const result = await this.database.db
      .updateTable('verification')
      .set({ sealed_replay: null, replay_at: null })
      .where('replay_at', '<', before.getTime())
      .executeTakeFirst();
    return Number(result.numUpdatedRows);
  }

  async takeAttempt(
    target: string,
    { now, windowMs, limit }: { now: Date; windowMs: number; limit: number },
  ): Promise<boolean> {
    const targetHash = this.fingerprint(`attempt:${target}`);
    const since = now.getTime() - windowMs;
    return this.database.db.transaction().execute(async (tx) => {
      await tx.deleteFrom('attempt').where('target_hash', '=', targetHash).where('at', '<=', since).execute();
      const { count } = await tx
        .selectFrom('attempt')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('target_hash', '=', targetHash)
        .executeTakeFirstOrThrow();
      if (Number(count) >= limit) return false;
      await tx.insertInto('attempt').values({ target_hash: targetHash, at: now.getTime() }).execute();
      return true;
    });
  }

  fingerprint(text: string): string {
    return this.fingerprints.of(text);
  }

  async ping(): Promise<void> {
    await this.database.db.selectFrom('setting').select('name').limit(1).execute();
  }

  async close(): Promise<void> {
    await this.database.db.destroy();
  }

  async #firstUse(
    tx: Kysely<Tables>,
    use: IdempotencyUse,
  ): Promise<Exclude<Created, { kind: 'created' }> | null> {
    const row = await tx
      .selectFrom('idempotency')
      .selectAll()
      .where('key_hash', '=', use.keyHash)
      .executeTakeFirst();
    if (!row) return null;
    if (row.request_hash !== use.requestHash) return { kind: 'keyReused' };
    const verification = await this.#verifications.one(
      selectVerifications(tx).where('verification.id', '=', row.verification_id),
    );
    if (!verification)
      throw new Error(`The verification ${row.verification_id} of an idempotency key is missing.`);
    return { kind: 'repeated', verification };
  }

  async #claim(tx: Transaction<Tables>, use: IdempotencyUse, verificationId: string): Promise<void> {
    await tx
      .insertInto('idempotency')
      .values({ key_hash: use.keyHash, request_hash: use.requestHash, verification_id: verificationId })
      .execute();
  }

  /** The account's next sequence and its data key; both are made when the account is new. */
  async #account(
    tx: Transaction<Tables>,
    verification: Verification,
  ): Promise<{ sequence: number; dataKeyId: string; dataKey: Buffer }> {
    const { guid, id } = verification;
    if (guid === null) return { sequence: verification.version, ...(await this.#makeDataKey(tx, id)) };
    const known = await tx
      .updateTable('account')
      .set((eb) => ({ last_sequence: eb('last_sequence', '+', 1) }))
      .where('guid', '=', guid)
      .returning(['last_sequence', 'data_key_id'])
      .executeTakeFirst();
    if (known) {
      const { wrapped } = await tx
        .selectFrom('data_key')
        .select('wrapped')
        .where('id', '=', known.data_key_id)
        .executeTakeFirstOrThrow();
      const dataKey = this.#dataKeys.open(known.data_key_id, wrapped);
      return { sequence: known.last_sequence, dataKeyId: known.data_key_id, dataKey };
    }
    const made = await this.#makeDataKey(tx, id);
    await tx.insertInto('account').values({ guid, last_sequence: 1, data_key_id: made.dataKeyId }).execute();
    return { sequence: 1, ...made };
  }

  /** Named after the verification it was made for, which is as unique as it needs to be. */
  async #makeDataKey(
    tx: Transaction<Tables>,
    dataKeyId: string,
  ): Promise<{ dataKeyId: string; dataKey: Buffer }> {
    const { key, wrapped } = this.#dataKeys.create(dataKeyId);
    await tx.insertInto('data_key').values({ id: dataKeyId, wrapped }).execute();
    return { dataKeyId, dataKey: key };
  }

  async #nextSequence(tx: Transaction<Tables>, event: VerificationEvent): Promise<number> {
    if (event.guid === null) return event.version;
    const { last_sequence } = await tx
      .updateTable('account')
      .set((eb) => ({ last_sequence: eb('last_sequence', '+', 1) }))
      .where('guid', '=', event.guid)
      .returning('last_sequence')
      .executeTakeFirstOrThrow();
    return last_sequence;
  }

  async #append(
    tx: Transaction<Tables>,
    event: VerificationEvent,
    sequence: number,
    factKey: string | null,
  ): Promise<StoredEvent> {
    const stored: StoredEvent = { ...event, sequence };
    await tx.insertInto('verification_event').values(toEventRow(stored, factKey)).execute();
    return stored;
  }

  #wake(verification: Verification): void {
    this.changes.wake({ verificationId: verification.id });
    if (verification.guid !== null) this.changes.wake({ guid: verification.guid });
  }
}

const emptySealedColumns = {
  sealed_subject: null,
  sealed_auth_url: null,
  sealed_school: null,
  sealed_audit: null,
  sealed_holder: null,
  sealed_replay: null,
  sealed_memo: null,
  sealed_return_to: null,
};

/** The hour of a kept request counts from when it was kept, not from later changes. */
function replayTime(before: Verification, after: Verification): { replay_at?: number | null } {
  if (after.personal.replay === before.personal.replay) return {};
  return { replay_at: after.personal.replay ? after.updatedAt.getTime() : null };
}
