import type { Kysely, Transaction } from 'kysely';
import type { Transition } from '../domain/transition';
import type { StoredEvent, Verification, VerificationEvent } from '../domain/verification';
import { seal } from './cipher-suite';
import { type DataKey, DataKeys } from './data-keys';
import { destroyRedacted } from './destroy-redacted';
import type { OpenDatabase } from './dialect';
import { SealError } from './errors';
import { EventReader } from './event-reader';
import { rewrapFingerprintSecret } from './fingerprint-secret';
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
    private readonly vault: Vault,
    private readonly fingerprints: Fingerprints,
  ) {
    this.#dataKeys = new DataKeys(database.db, vault);
    this.#verifications = new VerificationReader(database.db, this.#dataKeys);
    this.#events = new EventReader(database.db);
  }

  async create(draft: Draft): Promise<Created> {
    const { verification } = draft;
    const usual = await this.#dataKeyOf(verification.guid);
    const created = await this.database.db.transaction().execute(async (tx): Promise<Created> => {
      const first = draft.idempotency && (await this.#firstUse(tx, draft.idempotency));
      if (first) return first;
      const { sequence, dataKey } = await this.#account(tx, verification, usual);
      await tx
        .insertInto('verification')
        .values({
          ...toColumns(verification),
          ...emptySealedColumns,
          replay_at: null,
          ...toSealedColumns(verification, null, (plaintext, context) =>
            this.#seal(dataKey, plaintext, context),
          ),
          data_key_id: dataKey.id,
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
          ...toSealedColumns(next.verification, verification.personal, (plaintext, context) => {
            if (row.data_key_wrapped === null)
              throw new SealError(`The data key of verification ${id} is gone.`);
            const key = this.#dataKeys.open(row.data_key_id, row.data_key_wrapped);
            return seal(this.vault.suite, key, plaintext, context);
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

  async reveals(verificationIds: readonly string[]): Promise<ReadonlyMap<string, readonly Reveal[]>> {
    const reveals = new Map<string, Reveal[]>(verificationIds.map((id) => [id, []]));
    if (verificationIds.length === 0) return reveals;
    const rows = await this.database.db
      .selectFrom('reveal')
      .selectAll()
      .where('verification_id', 'in', verificationIds)
      .orderBy('at')
      .execute();
    for (const { verification_id: verificationId, caller, purpose, at } of rows) {
      reveals.get(verificationId)?.push({ verificationId, caller, purpose, at: new Date(at) });
    }
    return reveals;
  }

  outlived(before: Date, limit: number) {
    return this.#verifications.outlived(before, limit);
  }

  destroyRedacted(verificationIds: readonly string[]): Promise<void> {
    return destroyRedacted(this.database, this.#dataKeys, this.vault, verificationIds);
  }

  async rotateKeys(onProgress?: (done: number) => void): Promise<number> {
    await rewrapFingerprintSecret(this.database.db, this.vault);
    return this.#dataKeys.rewrap(onProgress);
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

  /** The key to seal with: the account's own, or a new one. Before the transaction: a key is durable before its use. */
  async #dataKeyOf(guid: string | null): Promise<DataKey> {
    const { db } = this.database;
    const account =
      guid === null
        ? undefined
        : await db.selectFrom('account').select('data_key_id').where('guid', '=', guid).executeTakeFirst();
    return (account && (await this.#dataKeys.find(db, account.data_key_id))) ?? this.#dataKeys.create();
  }

  /** The account's next sequence, and the key that is its own: the one found before, unless that was replaced since. */
  async #account(
    tx: Transaction<Tables>,
    { guid, version }: Verification,
    usual: DataKey,
  ): Promise<{ sequence: number; dataKey: DataKey }> {
    if (guid === null) return { sequence: version, dataKey: usual };
    const account = await tx
      .insertInto('account')
      .values({ guid, last_sequence: 1, data_key_id: usual.id })
      .onConflict((conflict) =>
        conflict.column('guid').doUpdateSet((eb) => ({ last_sequence: eb('account.last_sequence', '+', 1) })),
      )
      .returning(['last_sequence', 'data_key_id'])
      .executeTakeFirstOrThrow();
    const sequence = account.last_sequence;
    if (account.data_key_id === usual.id) return { sequence, dataKey: usual };
    const own = await this.#dataKeys.find(tx, account.data_key_id);
    if (own) return { sequence, dataKey: own };
    await tx.updateTable('account').set({ data_key_id: usual.id }).where('guid', '=', guid).execute();
    return { sequence, dataKey: usual };
  }

  #seal(dataKey: DataKey, plaintext: Buffer, context: string): Buffer {
    return seal(this.vault.suite, dataKey.key, plaintext, context);
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
