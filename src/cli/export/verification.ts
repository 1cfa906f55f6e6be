import type {
  AuditInfo,
  IdentityHolder,
  SchoolRecord,
  StoredEvent,
  Subject,
  Verification,
} from '../../domain/verification';
import type { Reveal } from '../../storage/store';

/** One verification in plain text. */
export interface ExportedVerification
  extends Pick<
    Verification,
    | 'id'
    | 'provider'
    | 'method'
    | 'status'
    | 'secondInspection'
    | 'references'
    | 'failure'
    | 'createdAt'
    | 'updatedAt'
    | 'expiresAt'
    | 'decidedAt'
    | 'redactedAt'
  > {
  readonly personal: ExportedPersonal;
  readonly history: readonly Omit<StoredEvent, 'verificationId' | 'guid'>[];
  /** Who was shown it, why and when. */
  readonly reveals: readonly Omit<Reveal, 'verificationId'>[];
}

/** Null where nothing is known, or where it was destroyed. */
export interface ExportedPersonal {
  readonly subject: Subject | null;
  /** What the school says of the person. */
  readonly school: SchoolRecord | null;
  /** OneNET's record. */
  readonly audit: Readonly<Record<string, unknown>> | null;
  /** The account that holds the identity already, as the provider masks it. */
  readonly holder: IdentityHolder | null;
  /** Further parameters that were sent to the provider. */
  readonly parameters: Readonly<Record<string, unknown>> | null;
}

export function exportedVerification(
  verification: Verification,
  history: readonly StoredEvent[],
  reveals: readonly Reveal[],
): ExportedVerification {
  const { id, provider, method, status, secondInspection, references, failure } = verification;
  const { createdAt, updatedAt, expiresAt, decidedAt, redactedAt } = verification;
  return {
    id,
    provider,
    method,
    status,
    secondInspection,
    references,
    failure,
    createdAt,
    updatedAt,
    expiresAt,
    decidedAt,
    redactedAt,
    personal: personalOf(verification),
    history: history.map(({ verificationId: _id, guid: _guid, ...event }) => event),
    reveals: reveals.map(({ verificationId: _id, ...reveal }) => reveal),
  };
}

function personalOf({ personal }: Verification): ExportedPersonal {
  const audit = personal.audit?.reveal();
  return {
    subject: personal.subject?.reveal() ?? null,
    school: personal.school?.reveal() ?? null,
    audit: audit ? withDates(audit) : null,
    holder: personal.holder?.reveal() ?? null,
    parameters: personal.memo?.reveal() ?? null,
  };
}

/** Its times are kept as numbers, which say nothing to a person. */
const auditTimes: ReadonlySet<string> = new Set([
  'responseTime',
  'birthday',
  'certValidDate',
  'certExpDate',
  'createTime',
  'modifyTime',
] satisfies (keyof AuditInfo)[]);

function withDates(audit: AuditInfo): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(audit).map(([name, value]) => [
      name,
      auditTimes.has(name) && typeof value === 'number' ? new Date(value) : value,
    ]),
  );
}
