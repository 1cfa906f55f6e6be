import type { Kysely } from 'kysely';
import type { Verification } from '../domain/verification';
import type { DataKeys } from './data-keys';
import type { Dialect } from './dialect';
import { type LoadedVerificationRow, toVerification } from './rows';
import type { Tables } from './schema';
import { prepare } from './statement';
import type { ChangeTarget } from './store';
import { selectVerifications } from './verification-reader';

export interface LockedVerification {
  readonly verification: Verification;
  readonly row: LoadedVerificationRow;
  readonly isRecorded: boolean;
}

/** What is asked before a change, of the one verification that has this value in that column. */
function prepareToChange(
  db: Kysely<Tables>,
  dialect: Dialect,
  column: 'verification.id' | 'verification.door_token_hash',
) {
  type Values = { readonly value: string };
  return {
    lockAccount: prepare(dialect, ({ value }: Values) => {
      const guid = db.selectFrom('verification').select('guid').where(column, '=', value);
      return db.selectFrom('account').select('guid').where('guid', '=', guid).forUpdate();
    }),
    lock: prepare(dialect, ({ value }: Values) =>
      db.selectFrom('verification').select('id').where(column, '=', value).forUpdate(),
    ),
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
  readonly #byDoor;

  constructor(
    db: Kysely<Tables>,
    private readonly dataKeys: DataKeys,
    private readonly dialect: Dialect,
  ) {
    this.#byId = prepareToChange(db, dialect, 'verification.id');
    this.#byDoor = prepareToChange(db, dialect, 'verification.door_token_hash');
  }

  /**
   * Reads a verification to change it, and whether this fact of it was recorded before; where several connections
   * write, nobody else can change it until the commit.
   */
  async read(
    tx: Kysely<Tables>,
    target: ChangeTarget,
    factKey: string | null,
  ): Promise<LockedVerification | null> {
    const [toChange, value] =
      typeof target === 'string' ? [this.#byId, target] : [this.#byDoor, target.doorTokenHash];
    if (this.dialect.locksRows) {
      // The account first, as everybody who needs both: in two orders, two could wait for each other.
      await toChange.lockAccount(tx, { value });
      // Before the rest is read: a join that had to wait for the lock would still be with the data key of before the
      // wait, which may have been replaced meanwhile.
      await toChange.lock(tx, { value });
    }
    const [row] = await toChange.read(tx, { value, factKey });
    if (!row) return null;
    const verification = toVerification(row, this.dataKeys.keyOf);
    return { row, verification, isRecorded: Boolean(row.is_recorded) };
  }
}
