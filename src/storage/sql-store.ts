import type { Transition } from '../domain/transition';
import type { Verification } from '../domain/verification';
import { forgetAttempts, takeAttempt } from './attempts';
import { DataKeys } from './data-keys';
import { destroyRedacted, findUndestroyed } from './destroy-redacted';
import type { OpenDatabase } from './dialect';
import { EventReader } from './event-reader';
import { rewrapFingerprintSecret } from './fingerprint-secret';
import { readReveals, recordReveal } from './reveals';
import type {
  ChangeFeed,
  ChangeOptions,
  ChangeTarget,
  Draft,
  IdempotencyUse,
  LatestKey,
  ListQuery,
  Reveal,
  SearchableReference,
  Store,
} from './store';
import { countUndecided } from './undecided';
import type { Fingerprints, Vault } from './vault';
import { VerificationReader } from './verification-reader';
import { VerificationWriter } from './verification-writer';

/** The store over SQL. One class for every database; what differs is in its dialect. */
export class SqlStore implements Store {
  readonly changes: ChangeFeed;
  readonly #dataKeys: DataKeys;
  readonly #verifications: VerificationReader;
  readonly #events: EventReader;
  readonly #writer: VerificationWriter;

  constructor(
    private readonly database: OpenDatabase,
    private readonly vault: Vault,
    private readonly fingerprints: Fingerprints,
  ) {
    this.changes = database.changes;
    this.#dataKeys = new DataKeys(database.db, vault, database.dialect);
    this.#verifications = new VerificationReader(database.db, this.#dataKeys, database.dialect);
    this.#events = new EventReader(database.db, database.dialect);
    this.#writer = new VerificationWriter(database, vault, this.#dataKeys, this.#verifications);
  }

  create(draft: Draft) {
    return this.#writer.create(draft);
  }

  change(
    target: ChangeTarget,
    decide: (current: Verification) => Transition | null,
    options: ChangeOptions = {},
  ) {
    return this.#writer.change(target, decide, options);
  }

  firstUse(use: IdempotencyUse) {
    return this.#writer.firstUse(use);
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

  overdue(now: Date, limit: number) {
    return this.#verifications.overdue(now, limit);
  }

  dueToAsk(providers: readonly string[], now: Date, limit: number) {
    return this.#verifications.dueToAsk(providers, now, limit);
  }

  async postponeAsking(id: string, next: { readonly at: Date | null; readonly asks: number }): Promise<void> {
    await this.database.db
      .updateTable('verification')
      .set({ next_ask_at: next.at?.getTime() ?? null, asks: next.asks })
      .where('id', '=', id)
      // What was decided while it was asked about is not asked about again.
      .where('next_ask_at', 'is not', null)
      .execute();
  }

  async forgetReplays(before: Date): Promise<number> {
    const result = await this.database.db
      .updateTable('verification')
      .set({ sealed_replay: null, replay_at: null })
      .where('replay_at', '<', before.getTime())
      .executeTakeFirst();
    return Number(result.numUpdatedRows);
  }

  takeAttempt(target: string, { now, windowMs, limit }: { now: Date; windowMs: number; limit: number }) {
    const time = now.getTime();
    const targetHash = this.fingerprint(`attempt:${target}`);
    return takeAttempt(this.database, targetHash, { now: time, since: time - windowMs, limit });
  }

  forgetAttempts(before: Date): Promise<number> {
    return forgetAttempts(this.database, before);
  }

  recordReveal(reveal: Reveal) {
    return recordReveal(this.database.db, reveal);
  }

  reveals(verificationIds: readonly string[]) {
    return readReveals(this.database.db, verificationIds);
  }

  unredacted(guid: string, limit: number) {
    return this.#verifications.unredacted(guid, limit);
  }

  outlived(before: Date, limit: number) {
    return this.#verifications.outlived(before, limit);
  }

  destroyRedacted(verificationIds: readonly string[]) {
    return destroyRedacted(this.database, this.#dataKeys, this.vault, verificationIds);
  }

  undestroyed(limit: number) {
    return findUndestroyed(this.database.db, limit);
  }

  undecided(limit: number) {
    return countUndecided(this.database.db, limit);
  }

  async rotateKeys(onProgress?: (done: number) => void): Promise<number> {
    await rewrapFingerprintSecret(this.database.db, this.vault);
    return this.#dataKeys.rewrap(onProgress);
  }

  makeRoom(now: Date): Promise<void> {
    return this.database.makeRoom(now);
  }

  exclusively(duty: string, job: () => Promise<unknown>): Promise<void> {
    return this.database.exclusively(duty, job);
  }

  connections() {
    return this.database.connections?.() ?? null;
  }

  fingerprint(text: string): string {
    return this.fingerprints.of(text);
  }

  async ping(): Promise<void> {
    await this.database.db.selectFrom('setting').select('name').limit(1).execute();
  }

  async close(): Promise<void> {
    await this.database.changes.close();
    await this.database.db.destroy();
  }
}
