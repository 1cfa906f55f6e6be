import { createHmac, timingSafeEqual } from 'node:crypto';
import type { VerificationRow } from '../schema';
import { type HmacKey, hmacKey, macBytes, macOf } from './row-mac';

/** The first byte of a seal: what it covers, and how. */
const format = 1;
const headerBytes = 2;

/**
 * The columns that a verdict about an account rests on. They have a code of their own as well, because they are read
 * without the rest.
 */
type VerdictColumn =
  | 'id'
  | 'guid'
  | 'method'
  | 'status'
  | 'second_inspection'
  | 'decided_at'
  | 'redacted_at'
  | 'environment'
  | 'verdict_by'
  | 'moved_at'
  | 'certificate_ends_at'
  | 'sealed_subject'
  | 'sealed_audit';

/** The other columns that format 1 covers. A later column needs a later format. */
type OtherColumn =
  | 'version'
  | 'provider'
  | 'rn_auth_ticket'
  | 'busi_seq'
  | 'transaction_id'
  | 'device_id'
  | 'at'
  | 'bsn'
  | 'more_references'
  | 'failure'
  | 'ruling'
  | 'inspection'
  | 'created_at'
  | 'updated_at'
  | 'expires_at'
  | 'client_reference'
  | 'purpose'
  | 'staff_decision'
  | 'sealed_auth_url'
  | 'sealed_school'
  | 'sealed_holder'
  | 'sealed_replay'
  | 'sealed_memo'
  | 'sealed_return_to'
  | 'sealed_metadata'
  | 'sealed_staff_reason';

type Verdict = Pick<VerificationRow, VerdictColumn>;
type CoveredRow = Verdict & Pick<VerificationRow, OtherColumn>;

/** A row with its seal. */
export type SealedRow = CoveredRow & Pick<VerificationRow, 'row_seal'>;

/** The columns of a verdict, with the seal of their row. */
export type SealedVerdict = Verdict & Pick<VerificationRow, 'row_seal'>;

/**
 * `unsealed`: it was written by the release before this one, and is believed for a while.
 * `altered`: something other than this service wrote it, or took its seal away.
 */
export type SealState = 'sealed' | 'unsealed' | 'altered';

/** A secret that seals rows. */
export interface RowSecret {
  /** From 1; the greatest seals, all are accepted. */
  readonly generation: number;
  readonly key: Buffer;
}

/**
 * The seals of rows: HMAC-SHA-256 over everything of a verification that a verdict rests on, its sealed values among it.
 * An attacker who can write to the database, and lacks the secret, can neither change a verdict nor put an older value in
 * the place of a newer one without being noticed. A seal names the generation of its secret.
 */
export class RowSeals {
  readonly #keys: ReadonlyMap<number, HmacKey>;
  readonly #newest: number;

  constructor(
    secrets: readonly RowSecret[],
    /** Whether rows without a seal are believed now. */
    private readonly acceptsUnsealed: () => boolean,
  ) {
    this.#keys = new Map(secrets.map(({ generation, key }) => [generation, hmacKey(key)]));
    this.#newest = Math.max(...this.#keys.keys());
  }

  /** The format, the generation of the secret, the code of the verdict, the code of the whole row. */
  of(row: CoveredRow): Buffer {
    const key = this.#keys.get(this.#newest);
    if (!key) throw new RangeError('There is no secret for the seals of rows.');
    return Buffer.concat([
      Buffer.of(format, this.#newest),
      macOf(key, verdictOf(row), verdictValuesOf(row)),
      macOf(key, wholeOf(row), [...verdictValuesOf(row), ...otherValuesOf(row)]),
    ]);
  }

  stateOf(row: SealedRow): SealState {
    return this.#stateOf(row.row_seal, macBytes, (key) =>
      macOf(key, wholeOf(row), [...verdictValuesOf(row), ...otherValuesOf(row)]),
    );
  }

  /** The same for the columns of a verdict. */
  stateOfVerdict(row: SealedVerdict): SealState {
    return this.#stateOf(row.row_seal, 0, (key) => macOf(key, verdictOf(row), verdictValuesOf(row)));
  }

  #stateOf(seal: Uint8Array | null, place: number, expected: (key: HmacKey) => Buffer): SealState {
    if (seal === null) return this.acceptsUnsealed() ? 'unsealed' : 'altered';
    const key = seal[0] === format ? this.#keys.get(seal[1] ?? 0) : undefined;
    if (!key || seal.length !== headerBytes + 2 * macBytes) return 'altered';
    const start = headerBytes + place;
    return timingSafeEqual(seal.subarray(start, start + macBytes), expected(key)) ? 'sealed' : 'altered';
  }
}

/** Written out: looked up by name, the columns would cost as much as the rest of a row. */
function verdictOf(row: Verdict): unknown[] {
  return [
    'verdict',
    row.id,
    row.guid,
    row.method,
    row.status,
    row.second_inspection,
    row.decided_at,
    row.redacted_at,
    row.environment,
    row.verdict_by,
    row.moved_at,
    row.certificate_ends_at,
  ];
}

function wholeOf(row: CoveredRow): unknown[] {
  return [
    'row',
    row.id,
    row.guid,
    row.method,
    row.status,
    row.second_inspection,
    row.decided_at,
    row.redacted_at,
    row.environment,
    row.verdict_by,
    row.moved_at,
    row.certificate_ends_at,
    row.version,
    row.provider,
    row.rn_auth_ticket,
    row.busi_seq,
    row.transaction_id,
    row.device_id,
    row.at,
    row.bsn,
    row.more_references,
    row.failure,
    row.ruling,
    row.inspection,
    row.created_at,
    row.updated_at,
    row.expires_at,
    row.client_reference,
    row.purpose,
    row.staff_decision,
  ];
}

function verdictValuesOf(row: Verdict): (Uint8Array | null)[] {
  return [row.sealed_subject, row.sealed_audit];
}

function otherValuesOf(row: CoveredRow): (Uint8Array | null)[] {
  return [
    row.sealed_auth_url,
    row.sealed_school,
    row.sealed_holder,
    row.sealed_replay,
    row.sealed_memo,
    row.sealed_return_to,
    row.sealed_metadata,
    row.sealed_staff_reason,
  ];
}

/** A value by which a database recognises the secret that its rows are sealed with. */
export function checkValueOf({ key }: RowSecret): Buffer {
  return createHmac('sha256', key).update('check').digest().subarray(0, 16);
}
