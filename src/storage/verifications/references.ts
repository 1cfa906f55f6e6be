import { toStorable } from '../../domain/input/storable-text';
import type { ProviderReferences } from '../../domain/verification/verification';
import type { VerificationRow } from '../schema';

/** References that have a column of their own. A provider's other references are kept together, as JSON. */
const columns = {
  rnAuthTicket: 'rn_auth_ticket',
  busiSeq: 'busi_seq',
  transactionId: 'transaction_id',
  deviceId: 'device_id',
  at: 'at',
  bsn: 'bsn',
} as const satisfies Readonly<Record<string, keyof VerificationRow>>;

type Columns = typeof columns;
type ReferenceColumns = Pick<VerificationRow, Columns[keyof Columns] | 'more_references'>;

/** The columns with an index: a verification can be found by these references. */
export const searchable = { rnAuthTicket: columns.rnAuthTicket, busiSeq: columns.busiSeq } as const;

/** The columns with an index in which the previous release keeps references that serve one verification. */
export const singleUseColumns: Readonly<Record<string, 'at' | undefined>> = { at: columns.at };

const entries = Object.entries(columns) as [string, Columns[keyof Columns]][];

export function referencesOf(row: ReferenceColumns): ProviderReferences {
  const references: Record<string, string> = {};
  for (const [name, column] of entries) {
    const value = row[column];
    if (value !== null) references[name] = value;
  }
  return row.more_references === null
    ? references
    : { ...references, ...(JSON.parse(row.more_references) as ProviderReferences) };
}

export function toReferenceColumns(references: ProviderReferences): ReferenceColumns {
  const own = entries.map(([name, column]) => [column, stored(references[name])] as const);
  const more = Object.entries(references).filter(([name]) => !Object.hasOwn(columns, name));
  return {
    ...(Object.fromEntries(own) as Omit<ReferenceColumns, 'more_references'>),
    more_references: more.length === 0 ? null : JSON.stringify(Object.fromEntries(more.sort())),
  };
}

/** References are a provider's words. One that was altered here matches no push, which leaves it undecided. */
function stored(reference: string | undefined): string | null {
  return reference === undefined ? null : toStorable(reference);
}
