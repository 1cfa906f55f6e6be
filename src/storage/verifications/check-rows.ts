import type { Kysely } from 'kysely';
import { CaseSeals } from '../encryption/case-seals';
import { RowSeals } from '../encryption/row-seals';
import type { RowSecretEntry } from '../encryption/row-secret';
import type { Tables } from '../schema';

/** The newest are the ones that verdicts rest on most. */
const sampleSize = 1000;

export interface RowCheck {
  /** How many of the newest verifications were looked at. */
  readonly sampled: number;
  /** The same for cases. */
  readonly sampledCases: number;
  /** The ids of the verifications and cases that do not match their seal. */
  readonly altered: readonly string[];
  /** How many have no seal. */
  readonly unsealed: number;
}

/** Checks the newest rows against their seals. */
export async function checkRows(db: Kysely<Tables>, secret: RowSecretEntry): Promise<RowCheck> {
  const seals = new RowSeals([secret], () => true);
  const rows = await db
    .selectFrom('verification')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(sampleSize)
    .execute();
  const states = rows.map((row) => [row.id, seals.stateOf(row)] as const);
  const caseSeals = new CaseSeals(secret);
  const cases = await db
    .selectFrom('identity_case')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(sampleSize)
    .execute();
  return {
    sampled: rows.length,
    sampledCases: cases.length,
    altered: [
      ...states.filter(([, state]) => state === 'altered').map(([id]) => id),
      ...cases.filter((row) => caseSeals.isAltered(row)).map(({ id }) => id),
    ],
    unsealed: states.filter(([, state]) => state === 'unsealed').length,
  };
}
