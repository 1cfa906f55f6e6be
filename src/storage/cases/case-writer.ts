import type { Transaction } from 'kysely';
import { isStorable } from '../../domain/input/storable-text';
import type { IdentityCase } from '../../domain/routing/case';
import type { CaseTransition } from '../../domain/routing/case-transition';
import { AlteredRecordError } from '../../domain/verification/altered-record';
import type { AccountKeys, PreparedKey } from '../accounts/account-keys';
import type { OpenDatabase } from '../dialect';
import type { DataKeys } from '../encryption/data-keys';
import type { IdempotencyKeys } from '../idempotency/idempotency-keys';
import type { Tables } from '../schema';
import { prepare } from '../statement';
import { transact, transactTogether } from '../transact';
import { selectCases, toCaseUse } from './case-reader';
import type { CaseRowsWriter } from './case-rows-writer';
import type {
  CaseChanged,
  CaseChangeOptions,
  CaseChanges,
  CaseCreated,
  CaseDraft,
  Followed,
} from './contract';
import { toCase } from './rows';
import type { SealedCases } from './sealed-cases';

/** Writes cases. State, event, version and decision are one transaction each time. */
export class CaseWriter implements CaseChanges {
  readonly #lock;
  readonly #read;

  constructor(
    private readonly database: OpenDatabase,
    private readonly rows: CaseRowsWriter,
    private readonly sealedCases: SealedCases,
    private readonly dataKeys: DataKeys,
    private readonly accountKeys: AccountKeys,
    private readonly idempotency: IdempotencyKeys,
  ) {
    const { db, dialect } = database;
    type ById = { readonly id: string };
    this.#lock = prepare(dialect, ({ id }: ById) =>
      db.selectFrom('identity_case').select('id').where('id', '=', id).forUpdate(),
    );
    this.#read = prepare(dialect, ({ id }: ById) => selectCases(db).where('identity_case.id', '=', id));
  }

  async create(draft: CaseDraft): Promise<CaseCreated> {
    const { guid } = draft.transition.next;
    if (!isStorable(guid)) throw new RangeError('The account id cannot be stored.');
    return this.accountKeys.using(guid, (usual) => this.#create(draft, usual));
  }

  async #create({ transition, idempotency }: CaseDraft, usual: PreparedKey): Promise<CaseCreated> {
    const { next } = transition;
    let usedId: string | null = null;
    const created = await transact(this.database, async (tx): Promise<CaseCreated> => {
      const holder = idempotency && (await this.idempotency.claimKey(tx, idempotency, next.id));
      if (holder) return toCaseUse(holder);
      const { dataKey } = await this.accountKeys.claim(tx, next.guid, usual, 0);
      usedId = dataKey.id;
      await this.rows.write(tx, transition, dataKey);
      return { kind: 'created', identityCase: next };
    });
    await this.accountKeys.settle(usual, created.kind === 'created' ? usedId : null);
    if (created.kind === 'created') this.#announce(next);
    return created;
  }

  async change(
    id: string,
    decide: (current: IdentityCase) => CaseTransition | null,
    { followed, idempotency }: CaseChangeOptions = {},
  ): Promise<CaseChanged | null> {
    if (!isStorable(id)) return null;
    const changed = await transactTogether(this.database, async (tx): Promise<CaseChanged | null> => {
      const current = await this.#locked(tx, id);
      if (!current) return null;
      const next = decide(current.identityCase);
      const { isAltered } = current;
      if (isAltered && next?.event.cause !== 'REDACTED') throw new AlteredRecordError(id);
      if (!next) return { kind: 'unchanged', identityCase: current.identityCase };
      const holder = idempotency && (await this.idempotency.claimKey(tx, idempotency, id));
      if (holder) return toCaseUse(holder);
      await this.rows.write(tx, next, current.dataKey, followed, isAltered);
      // These are keyed hashes of requests, against which anyone with the service's key can test identity numbers.
      if (next.event.cause === 'REDACTED') {
        await tx.deleteFrom('idempotency').where('verification_id', '=', id).execute();
      }
      return { kind: 'changed', identityCase: next.next, event: next.event };
    });
    if (changed?.kind === 'changed') this.#announce(changed.identityCase);
    return changed;
  }

  follow(followed: Followed): Promise<void> {
    return transactTogether(this.database, (tx) => this.rows.follow(tx, followed));
  }

  async #locked(tx: Transaction<Tables>, id: string) {
    if (this.database.dialect.locksRows) await this.#lock(tx, { id });
    const [row] = await this.#read(tx, { id });
    if (!row) return null;
    const keys = await this.dataKeys.load([row.data_key_id], tx);
    const key = keys.of(row);
    const isAltered = this.sealedCases.isAltered(row);
    return { isAltered, identityCase: toCase(row, keys.of), dataKey: key && { id: row.data_key_id, key } };
  }

  #announce({ id }: IdentityCase): void {
    this.database.changes.announce({ id, guid: null });
  }
}
