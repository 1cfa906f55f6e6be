import type { Kysely, Transaction } from 'kysely';
import type { Transition } from '../domain/transition';
import type { StoredEvent, Verification, VerificationEvent } from '../domain/verification';
import { countTries, transactWithTries } from './attempts';
import { seal } from './cipher-suite';
import type { DataKey, DataKeys } from './data-keys';
import type { OpenDatabase } from './dialect';
import { SealError } from './errors';
import { type LoadedVerificationRow, toColumns, toEventRow, toSealedColumns } from './rows';
import type { EventRow, Tables, VerificationRow } from './schema';
import { prepare, prepareColumns } from './statement';
import type { Changed, ChangeOptions, ChangeTarget, Created, Draft, IdempotencyUse } from './store';
import { transactTogether } from './transact';
import type { Vault } from './vault';
import { VerificationLock } from './verification-lock';
import { selectVerifications, type VerificationReader } from './verification-reader';

type FirstUse = Extract<Created, { kind: 'repeated' | 'keyReused' }>;

/** Writes verifications. State, event, version and account counter are one transaction each time. */
export class VerificationWriter {
  readonly #insert;
  readonly #update;
  readonly #append;
  readonly #nextSequence;
  readonly #lock: VerificationLock;

  constructor(
    private readonly database: OpenDatabase,
    private readonly vault: Vault,
    private readonly dataKeys: DataKeys,
    private readonly verifications: VerificationReader,
  ) {
    const { db, dialect } = database;
    this.#lock = new VerificationLock(db, dataKeys, dialect);
    this.#insert = prepareColumns(dialect, (row: VerificationRow) =>
      db.insertInto('verification').values(row),
    );
    this.#update = prepareColumns(
      dialect,
      ({ id, ...changed }: Partial<VerificationRow> & { readonly id: string }) =>
        db.updateTable('verification').set(changed).where('id', '=', id),
    );
    this.#append = prepareColumns(dialect, (row: EventRow & Record<string, unknown>) =>
      db.insertInto('verification_event').values(row),
    );
    this.#nextSequence = prepare(dialect, ({ guid }: { readonly guid: string }) =>
      db
        .updateTable('account')
        .set((eb) => ({ last_sequence: eb('last_sequence', '+', 1) }))
        .where('guid', '=', guid)
        .returning('last_sequence'),
    );
  }

  async create(draft: Draft): Promise<Created> {
    const { verification, idempotency, tries } = draft;
    const known = await this.#dataKeyOf(verification.guid);
    const usual = known ?? (await this.dataKeys.create());
    let usedId: string | null = null;
    const created = await transactWithTries(this.database, async (tx): Promise<Created> => {
      const first = idempotency && (await this.#claim(tx, idempotency, verification.id));
      if (first) return first;
      if (tries) await countTries(this.database, tx, tries);
      const { sequence, dataKey } = await this.#account(tx, verification, usual);
      usedId = dataKey.id;
      const sealed = toSealedColumns(verification, null, (plaintext, context) =>
        seal(this.vault.suite, dataKey.key, plaintext, context),
      );
      await this.#insert(tx, {
        ...toColumns(verification),
        ...sealed,
        replay_at: null,
        data_key_id: dataKey.id,
        door_token_hash: draft.doorTokenHash ?? null,
      });
      await this.#append(tx, { ...toEventRow({ ...draft.event, sequence }, null) });
      return { kind: 'created', verification };
    });
    const isUsed = created.kind === 'created' && usedId === usual.id;
    // Nothing was recorded, or another one was quicker to make the account's.
    if (!known && !isUsed) await this.dataKeys.destroy(usual.id);
    if (created.kind === 'created') this.database.changes.announce(verification);
    return created;
  }

  async change(
    target: ChangeTarget,
    decide: (current: Verification) => Transition | null,
    { factKey, idempotency, tries }: ChangeOptions,
  ): Promise<Changed | null> {
    const work = async (tx: Transaction<Tables>): Promise<Changed | null> => {
      const current = await this.#lock.read(tx, target, factKey ?? null);
      if (!current) return null;
      const { verification, row, isRecorded } = current;
      if (isRecorded) return { kind: 'repeated', verification };
      const used = idempotency && (await this.firstUse(idempotency, tx));
      if (used) return used;
      const next = decide(verification);
      if (!next) return { kind: 'unchanged', verification };
      const first = idempotency && (await this.#claim(tx, idempotency, row.id));
      if (first) return first;
      if (tries) await countTries(this.database, tx, tries);
      await this.#update(tx, {
        id: row.id,
        ...changedColumns(row, toColumns(next.verification)),
        ...this.#sealChanges(verification, next.verification, row),
        ...replayTime(verification, next.verification),
      });
      const event: StoredEvent = { ...next.event, sequence: await this.#sequenceOf(tx, next.event) };
      await this.#append(tx, { ...toEventRow(event, factKey ?? null) });
      return { kind: 'changed', verification: next.verification, event };
    };
    const changed = tries
      ? await transactWithTries(this.database, work)
      : await transactTogether(this.database, work);
    if (changed?.kind === 'changed') this.database.changes.announce(changed.verification);
    return changed;
  }

  /** What the key was used for before; null when it was not. */
  async firstUse(use: IdempotencyUse, db: Kysely<Tables> = this.database.db): Promise<FirstUse | null> {
    const row = await db
      .selectFrom('idempotency')
      .selectAll()
      .where('key_hash', '=', use.keyHash)
      .executeTakeFirst();
    if (!row) return null;
    if (row.request_hash !== use.requestHash) return { kind: 'keyReused' };
    const verification = await this.verifications.one(
      selectVerifications(db).where('verification.id', '=', row.verification_id),
    );
    if (!verification) {
      throw new Error(`The verification ${row.verification_id} of an idempotency key is missing.`);
    }
    return { kind: 'repeated', verification };
  }

  /** Takes the key for this verification; whoever comes second waits here, and is told of the first. */
  async #claim(
    tx: Transaction<Tables>,
    use: IdempotencyUse,
    verificationId: string,
  ): Promise<FirstUse | null> {
    const claimed = await tx
      .insertInto('idempotency')
      .values({ key_hash: use.keyHash, request_hash: use.requestHash, verification_id: verificationId })
      .onConflict((conflict) => conflict.column('key_hash').doNothing())
      .returning('key_hash')
      .executeTakeFirst();
    return claimed ? null : this.firstUse(use, tx);
  }

  async #sequenceOf(tx: Transaction<Tables>, { guid, version }: VerificationEvent): Promise<number> {
    if (guid === null) return version;
    const [account] = await this.#nextSequence(tx, { guid });
    if (!account) throw new Error('A verification has an account that there is not.');
    return account.last_sequence;
  }

  #sealChanges(before: Verification, after: Verification, row: LoadedVerificationRow) {
    return toSealedColumns(after, before.personal, (plaintext, context) => {
      if (row.data_key_wrapped === null) {
        throw new SealError(`The data key of verification ${row.id} is gone.`);
      }
      const key = this.dataKeys.open(row.data_key_id, row.data_key_wrapped);
      return seal(this.vault.suite, key, plaintext, context);
    });
  }

  /** The account's own key; null where one is to be made. Before the transaction: a key is durable before its use. */
  async #dataKeyOf(guid: string | null): Promise<DataKey | null> {
    const { db } = this.database;
    const account =
      guid === null
        ? undefined
        : await db.selectFrom('account').select('data_key_id').where('guid', '=', guid).executeTakeFirst();
    return account ? this.dataKeys.find(db, account.data_key_id) : null;
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
    const own = await this.dataKeys.find(tx, account.data_key_id);
    if (own) return { sequence, dataKey: own };
    await tx.updateTable('account').set({ data_key_id: usual.id }).where('guid', '=', guid).execute();
    return { sequence, dataKey: usual };
  }
}

/** Every index over a column that is set is written, whether or not its value is another. */
function changedColumns(row: VerificationRow, columns: Partial<VerificationRow>): Partial<VerificationRow> {
  const entries = Object.entries(columns) as [keyof VerificationRow, unknown][];
  return Object.fromEntries(entries.filter(([column, value]) => value !== row[column]));
}

/** The hour of a kept request counts from when it was kept, not from later changes. */
function replayTime(before: Verification, after: Verification): { replay_at?: number | null } {
  if (after.personal.replay === before.personal.replay) return {};
  return { replay_at: after.personal.replay ? after.updatedAt.getTime() : null };
}
