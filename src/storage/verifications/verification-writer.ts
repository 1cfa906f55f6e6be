import type { Transaction } from 'kysely';
import { isStorable } from '../../domain/input/storable-text';
import { AlteredRecordError } from '../../domain/verification/altered-record';
import type { StoredEvent } from '../../domain/verification/event';
import type { Transition } from '../../domain/verification/transition';
import type { Verification } from '../../domain/verification/verification';
import type { AccountKeys, PreparedKey } from '../accounts/account-keys';
import { recordAct } from '../acts/acts';
import type { AttemptCounter } from '../attempts/attempt-counter';
import { toCaseUse } from '../cases/case-reader';
import type { CaseRowsWriter } from '../cases/case-rows-writer';
import type { CaseWrite } from '../cases/contract';
import { isStanding } from '../consents/standing';
import type { OpenDatabase } from '../dialect';
import { seal } from '../encryption/cipher-suite';
import type { DataKey, DataKeys } from '../encryption/data-keys';
import type { Vault } from '../encryption/vault';
import { SealError } from '../errors';
import type { IdempotencyKeys, KeyHolder } from '../idempotency/idempotency-keys';
import type { IdentityCounting, IdentityUse } from '../identities/contract';
import { IdentityUses } from '../identities/identity-uses';
import type { Tables, VerificationRow } from '../schema';
import { prepareColumns } from '../statement';
import { transactTogether } from '../transact';
import { ChangeRows } from './change-rows';
import type { Changed, ChangeOptions, ChangeTarget, Created, Draft, VerificationChanges } from './contract';
import { toColumns, toSealedColumns } from './rows';
import type { SealedRows } from './sealed-rows';
import { SingleUse } from './single-use';
import { type LockedVerification, VerificationLock } from './verification-lock';

/** The form of callback addresses whose token carries a MAC. */
const callbackForm = 2;

/** Writes verifications. State, event, version and account counter are one transaction each time. */
export class VerificationWriter implements VerificationChanges {
  readonly #insert;
  readonly #rows: ChangeRows;
  readonly #lock: VerificationLock;
  readonly #singleUse = new SingleUse();
  readonly #identities: IdentityUses;

  constructor(
    private readonly database: OpenDatabase,
    private readonly vault: Vault,
    dataKeys: DataKeys,
    private readonly sealedRows: SealedRows,
    private readonly idempotency: IdempotencyKeys,
    private readonly attempts: AttemptCounter,
    private readonly accountKeys: AccountKeys,
    private readonly caseRows: CaseRowsWriter,
  ) {
    const { db, dialect } = database;
    this.#identities = new IdentityUses(database);
    this.#lock = new VerificationLock(db, dataKeys, sealedRows, dialect);
    this.#insert = prepareColumns(dialect, (row: VerificationRow) =>
      db.insertInto('verification').values(row),
    );
    this.#rows = new ChangeRows(database);
  }

  async create(draft: Draft): Promise<Created> {
    if (!isStorable(draft.verification.guid ?? '')) throw new RangeError('The account id cannot be stored.');
    return this.accountKeys.using(draft.verification.guid, (usual) => this.#create(draft, usual));
  }

  async #create(draft: Draft, usual: PreparedKey): Promise<Created> {
    const { verification, idempotency, attempts, consents } = draft;
    let usedId: string | null = null;
    const created = await this.#rollingBack(async (tx): Promise<Created> => {
      if (consents && !(await isStanding(tx, this.database.dialect, consents)))
        return { kind: 'consentGone' };
      const first = idempotency && (await this.idempotency.claim(tx, idempotency, verification.id));
      if (first) return first;
      const holder = await this.#claimForCase(tx, draft);
      if (holder) return toCaseUse(holder);
      if (attempts) await this.attempts.count(tx, attempts);
      const { sequence, dataKey } = await this.#account(tx, verification, usual);
      usedId = dataKey.id;
      if (draft.case && !(await this.#writeCase(tx, draft.case, dataKey))) throw new CaseMoved();
      const sealed = toSealedColumns(verification, null, (plaintext, context) =>
        seal(this.vault.suite, dataKey.key, plaintext, context),
      );
      const row = {
        ...toColumns(verification),
        ...sealed,
        replay_at: null,
        data_key_id: dataKey.id,
        door_token_hash: draft.callbackTokenHash ?? null,
        callback_form: callbackForm,
        identity_noted: 0,
      };
      await this.#insert(tx, { ...row, row_seal: this.sealedRows.seals.of(row) });
      await this.#rows.append(tx, { ...draft.event, sequence });
      return { kind: 'created', verification };
    });
    await this.accountKeys.settle(usual, created.kind === 'created' ? usedId : null);
    if (created.kind === 'created') {
      this.database.changes.announce(verification);
      if (draft.case) this.database.changes.announce({ id: draft.case.transition.next.id, guid: null });
    }
    return created;
  }

  async #rollingBack(work: (tx: Transaction<Tables>) => Promise<Created>): Promise<Created> {
    try {
      return await this.attempts.transactCounting(work);
    } catch (error) {
      if (error instanceof CaseMoved) return { kind: 'caseMoved' };
      throw error;
    }
  }

  async #claimForCase(tx: Transaction<Tables>, { case: write }: Draft): Promise<KeyHolder | null> {
    if (!write?.idempotency) return null;
    return this.idempotency.claimKey(tx, write.idempotency, write.transition.next.id);
  }

  #writeCase(tx: Transaction<Tables>, write: CaseWrite, dataKey: DataKey): Promise<boolean> {
    return this.caseRows.write(tx, write.transition, dataKey, write.followed);
  }

  async change(
    target: ChangeTarget,
    decide: (current: Verification) => Transition | null,
    { factKey, idempotency, attempts, along, singleUse, identity, act }: ChangeOptions = {},
  ): Promise<Changed | null> {
    let changedAlong: readonly Verification[] = [];
    const work = async (tx: Transaction<Tables>): Promise<Changed | null> => {
      const current = await this.#lock.read(tx, target, factKey ?? null);
      if (!current) return null;
      const { verification, row, isRecorded } = current;
      if (isRecorded) return { kind: 'repeated', verification };
      const used = idempotency && (await this.idempotency.firstUse(idempotency, tx));
      if (used) return used;
      const next = decide(verification);
      if (!next) return { kind: 'unchanged', verification };
      const use = newUseOfNumber(identity, verification, next.verification);
      const otherAccounts = use ? await this.#identities.others(tx, use, identity?.freed ?? null) : 0;
      if (use && otherAccounts >= (identity?.limit ?? Number.POSITIVE_INFINITY)) {
        return { kind: 'identityTaken', verification };
      }
      const references = singleUse ? [...singleUse(next.verification), ...singleUse(verification)] : [];
      if (!(await this.#singleUse.claim(tx, references, verification))) {
        return { kind: 'servesAnother', verification };
      }
      const first = idempotency && (await this.idempotency.claim(tx, idempotency, row.id));
      if (first) return first;
      if (attempts) await this.attempts.count(tx, attempts);
      const event = await this.#write(tx, current, next, factKey ?? null);
      if (identity) await this.#identities.follow(tx, verification, next.verification, use, identity);
      if (act) await recordAct(tx, act);
      changedAlong = along ? await this.#changeAlong(tx, along, identity) : [];
      return { kind: 'changed', verification: next.verification, event, otherAccounts };
    };
    const changed = attempts
      ? await this.attempts.transactCounting(work)
      : await transactTogether(this.database, work);
    if (changed?.kind === 'changed') {
      for (const each of [changed.verification, ...changedAlong]) this.database.changes.announce(each);
    }
    return changed;
  }

  async #write(
    tx: Transaction<Tables>,
    { verification, row, key, isAltered }: LockedVerification,
    next: Transition,
    factKey: string | null,
  ): Promise<StoredEvent> {
    // An altered record can still be erased; it stays altered.
    if (isAltered && next.event.cause !== 'REDACTED') throw new AlteredRecordError(row.id);
    const changed = {
      ...changedColumns(row, toColumns(next.verification)),
      ...this.#sealChanges(verification, next.verification, key),
      ...replayTime(verification, next.verification),
      // Counted with this change, if it approves a number.
      ...(next.verification.status === 'APPROVED' && row.identity_noted === 0 && { identity_noted: 1 }),
    };
    const row_seal = isAltered ? null : this.sealedRows.seals.of({ ...row, ...changed });
    return this.#rows.write(tx, { id: row.id, ...changed, row_seal }, next.event, factKey);
  }

  /** Two merges in opposite directions lock two accounts in two orders; the database ends one, and it is repeated. */
  async #changeAlong(
    tx: Transaction<Tables>,
    { guid, decide }: NonNullable<ChangeOptions['along']>,
    identity: IdentityCounting | undefined,
  ): Promise<readonly Verification[]> {
    const changed: Verification[] = [];
    for (const id of await this.#lock.idsOf(tx, guid)) {
      const current = await this.#lock.read(tx, id, null);
      const next = current && decide(current.verification);
      if (!current || !next) continue;
      await this.#write(tx, current, next, null);
      if (identity)
        await this.#identities.follow(tx, current.verification, next.verification, null, identity);
      changed.push(next.verification);
    }
    return changed;
  }

  #sealChanges(before: Verification, after: Verification, keyOf: LockedVerification['key']) {
    return toSealedColumns(after, before.personal, (plaintext, context) => {
      const key = keyOf();
      if (key === null) throw new SealError(`The data key of verification ${after.id} is gone.`);
      return seal(this.vault.suite, key, plaintext, context);
    });
  }

  async #account(
    tx: Transaction<Tables>,
    { guid, version }: Verification,
    usual: PreparedKey,
  ): Promise<{ readonly sequence: number; readonly dataKey: DataKey }> {
    return guid === null
      ? { sequence: version, dataKey: usual.key }
      : this.accountKeys.claim(tx, guid, usual, 1);
  }
}

/** Thrown to roll the transaction back once the case turns out to have changed. */
class CaseMoved extends Error {
  override readonly name = 'CaseMoved';
}

/** The use of an identity number that a change begins; null if it begins none. */
function newUseOfNumber(
  identity: IdentityCounting | undefined,
  before: Verification,
  after: Verification,
): IdentityUse | null {
  if (!identity || after.status !== 'APPROVED') return null;
  if (before.status === 'APPROVED' && before.personal === after.personal) return null;
  const use = identity.claimOf(after);
  const known = use && before.status === 'APPROVED' ? identity.claimOf(before) : null;
  return known?.identityHash === use?.identityHash ? null : use;
}

/** Only changed columns: the database writes every index over a column that is set, even to the same value. */
function changedColumns(row: VerificationRow, columns: Partial<VerificationRow>): Partial<VerificationRow> {
  const entries = Object.entries(columns) as [keyof VerificationRow, unknown][];
  return Object.fromEntries(entries.filter(([column, value]) => value !== row[column]));
}

/** A kept request expires an hour after it was kept, whatever changes later. */
function replayTime(before: Verification, after: Verification): { replay_at?: number | null } {
  if (after.personal.replay === before.personal.replay) return {};
  return { replay_at: after.personal.replay ? after.updatedAt.getTime() : null };
}
