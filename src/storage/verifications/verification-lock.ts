import type { KeyObject } from 'node:crypto';
import type { Kysely } from 'kysely';
import { isStorable } from '../../domain/input/storable-text';
import type { Verification } from '../../domain/verification/verification';
import type { Dialect } from '../dialect';
import type { DataKeys } from '../encryption/data-keys';
import type { Tables, VerificationRow } from '../schema';
import { prepare } from '../statement';
import type { ChangeTarget } from './contract';
import { toVerification } from './rows';
import type { SealedRows } from './sealed-rows';
import { selectVerifications } from './verification-reader';

export interface LockedVerification {
  readonly verification: Verification;
  readonly row: VerificationRow;
  /** Null if it is destroyed. */
  readonly key: () => KeyObject | null;
  readonly isRecorded: boolean;
  /** True if something other than this service changed the row. */
  readonly isAltered: boolean;
}

/** The statements before a change, for the one verification that has a value in that column. */
function prepareToChange(
  db: Kysely<Tables>,
  dialect: Dialect,
  column: 'verification.id' | 'verification.door_token_hash',
) {
  type Values = { readonly value: string };
  return {
    // The account first, like every change that needs both: in two orders, two changes could deadlock. In one statement,
    // for one round trip; the condition has the account locked before the row.
    lock: prepare(dialect, ({ value }: Values) => {
      const guid = db.selectFrom('verification').select('guid').where(column, '=', value);
      return db
        .with('locked', (one) =>
          one.selectFrom('account').select('guid').where('guid', '=', guid).forUpdate(),
        )
        .selectFrom('verification')
        .select('id')
        .where(column, '=', value)
        .where((eb) =>
          eb(
            eb.selectFrom('locked').select((one) => one.fn.countAll().as('count')),
            '>=',
            0,
          ),
        )
        .forUpdate();
    }),
    read: prepare(dialect, ({ value, factKey }: Values & { readonly factKey: string | null }) =>
      selectVerifications(db)
        .select((eb) =>
          eb
            .exists(
              eb
                .selectFrom('verification_event as event')
                .select('event.version')
                .whereRef('event.verification_id', '=', 'verification.id')
                .where('event.fact_key', '=', factKey),
            )
            .as('is_recorded'),
        )
        .where(column, '=', value),
    ),
  };
}

/** Reads verifications in order to change them. */
export class VerificationLock {
  readonly #byId;
  readonly #byCallbackToken;
  readonly #ofAccount;
  readonly #lockAccount;

  constructor(
    db: Kysely<Tables>,
    private readonly dataKeys: DataKeys,
    private readonly sealedRows: SealedRows,
    private readonly dialect: Dialect,
  ) {
    this.#ofAccount = prepare(dialect, ({ guid }: { readonly guid: string }) =>
      db.selectFrom('verification').select('id').where('guid', '=', guid).orderBy('id'),
    );
    this.#lockAccount = prepare(dialect, ({ guid }: { readonly guid: string }) =>
      db.selectFrom('account').select('guid').where('guid', '=', guid).forUpdate(),
    );
    this.#byId = prepareToChange(db, dialect, 'verification.id');
    this.#byCallbackToken = prepareToChange(db, dialect, 'verification.door_token_hash');
  }

  /**
   * Reads a verification to change it, and whether this fact of it was recorded before. If several connections write,
   * it is locked until the commit.
   */
  async read(
    tx: Kysely<Tables>,
    target: ChangeTarget,
    factKey: string | null,
  ): Promise<LockedVerification | null> {
    const [toChange, value] =
      typeof target === 'string' ? [this.#byId, target] : [this.#byCallbackToken, target.callbackTokenHash];
    if (!isStorable(value)) return null;
    if (this.dialect.locksRows) {
      // Before the rest is read: a read that had to wait for the lock would return the columns of before the wait.
      await toChange.lock(tx, { value });
    }
    const [row] = await toChange.read(tx, { value, factKey });
    if (!row) return null;
    const keys = await this.dataKeys.load(row.redacted_at === null ? [row.data_key_id] : [], tx);
    const verification = toVerification(row, keys.of);
    return {
      row,
      verification,
      key: () => keys.of(row),
      isRecorded: Boolean(row.is_recorded),
      isAltered: this.sealedRows.isAltered(row),
    };
  }

  /** The verifications of an account, which then gets no further one before the commit. */
  async idsOf(tx: Kysely<Tables>, guid: string): Promise<readonly string[]> {
    if (!isStorable(guid)) return [];
    if (this.dialect.locksRows) await this.#lockAccount(tx, { guid });
    return (await this.#ofAccount(tx, { guid })).map(({ id }) => id);
  }
}
