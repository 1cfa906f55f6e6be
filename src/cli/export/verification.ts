import type { Locale } from '../../domain/messages/locale';
import { textOf } from '../../domain/messages/message';
import type { StoredEvent } from '../../domain/verification/event';
import type {
  AuditInfo,
  Failure,
  IdentityHolder,
  SchoolRecord,
  Subject,
  Verification,
} from '../../domain/verification/verification';
import type { OpenedCommitment } from '../../storage/log/contract';
import type { Reveal } from '../../storage/reveals/contract';

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
    | 'createdAt'
    | 'updatedAt'
    | 'expiresAt'
    | 'decidedAt'
    | 'redactedAt'
    | 'environment'
    | 'clientReference'
    | 'purpose'
  > {
  readonly failure: (Omit<Failure, 'message'> & { readonly message: string }) | null;
  readonly personal: ExportedPersonal;
  readonly history: readonly ExportedEvent[];
  /** Each reveal: to whom, why and when. */
  readonly reveals: readonly Omit<Reveal, 'verificationId'>[];
  /** With salt and facts, the person can check the commitment of each entry of the transparency log. */
  readonly receipts: readonly ExportedReceipt[];
}

export interface ExportedReceipt extends Omit<OpenedCommitment, 'salt'> {
  /** In base64url. */
  readonly salt: string;
}

export interface VerificationRecords {
  readonly history: readonly StoredEvent[];
  readonly reveals: readonly Reveal[];
  readonly receipts: readonly OpenedCommitment[];
}

type ExportedEvent = Omit<StoredEvent, 'verificationId' | 'guid' | 'message'> & {
  readonly message: string | null;
};

/** Null if nothing is known, or if it was destroyed. */
export interface ExportedPersonal {
  readonly subject: Subject | null;
  /** The school's record of the person. */
  readonly school: SchoolRecord | null;
  /** OneNET's record. */
  readonly audit: Readonly<Record<string, unknown>> | null;
  /** The account that holds the identity already, as the provider masks it. */
  readonly holder: IdentityHolder | null;
  /** Further parameters that were sent to the provider. */
  readonly parameters: Readonly<Record<string, unknown>> | null;
  /** The application's own data. */
  readonly metadata: Readonly<Record<string, unknown>> | null;
}

export function exportedVerification(
  verification: Verification,
  { history, reveals, receipts }: VerificationRecords,
  locale: Locale,
): ExportedVerification {
  const { id, provider, method, status, secondInspection, references, failure } = verification;
  const { createdAt, updatedAt, expiresAt, decidedAt, redactedAt } = verification;
  const { environment, clientReference, purpose } = verification;
  return {
    id,
    provider,
    method,
    status,
    secondInspection,
    references,
    failure: failure && { ...failure, message: textOf(failure.message, locale) },
    createdAt,
    updatedAt,
    expiresAt,
    decidedAt,
    redactedAt,
    environment,
    clientReference,
    purpose,
    personal: personalOf(verification),
    history: history.map(({ verificationId: _id, guid: _guid, message, ...event }) => ({
      ...event,
      message: message && textOf(message, locale),
    })),
    reveals: reveals.map(({ verificationId: _id, ...reveal }) => reveal),
    receipts: receipts.map(({ salt, ...receipt }) => ({ ...receipt, salt: salt.toString('base64url') })),
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
    metadata: personal.metadata?.reveal() ?? null,
  };
}

/** Times are stored as numbers, which people cannot read. */
const auditTimes: ReadonlySet<string> = new Set([
  'responseTime',
  'birthday',
  'certValidDate',
  'certExpDate',
  'certEndsAt',
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
