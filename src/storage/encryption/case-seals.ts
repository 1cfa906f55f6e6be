import { timingSafeEqual } from 'node:crypto';
import type { CaseRow } from '../schema';
import { type HmacKey, hmacKey, macBytes, macOf } from './row-mac';
import type { RowSecret } from './row-seals';

/** The first byte of a seal: what it covers, and how. */
const format = 1;
const headerBytes = 2;

/** Without the kept evidence: it is sealed for its case by itself, and a new key of the account changes it without a new version. */
export type CoveredCase = Omit<CaseRow, 'row_seal' | 'data_key_id' | 'sealed_kept'>;

/** The seals of cases, with the secret of the seals of rows: see RowSeals. A case without a seal is not believed. */
export class CaseSeals {
  readonly #key: HmacKey;

  constructor(private readonly secret: RowSecret) {
    this.#key = hmacKey(secret.key);
  }

  /** The format, the generation of the secret, the code. */
  of(row: CoveredCase): Buffer {
    return Buffer.concat([Buffer.of(format, this.secret.generation), macOf(this.#key, valuesOf(row), [])]);
  }

  isAltered(row: CoveredCase & Pick<CaseRow, 'row_seal'>): boolean {
    const seal = row.row_seal;
    if (seal?.length !== headerBytes + macBytes) return true;
    return !timingSafeEqual(seal, this.of(row));
  }
}

function valuesOf(row: CoveredCase): unknown[] {
  return [
    'case',
    row.id,
    row.version,
    row.guid,
    row.status,
    row.purpose,
    row.required,
    row.avoid_face,
    row.allow,
    row.client_reference,
    row.attempts,
    row.attempt_status,
    row.decisions,
    row.created_at,
    row.updated_at,
    row.expires_at,
    row.redacted_at,
  ];
}
