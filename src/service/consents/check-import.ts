import { type Consent, consentKinds } from '../../domain/consent/consent';
import { isAccountId } from '../../domain/input/account-id';
import { checkPurpose } from '../../domain/input/application-data';
import type { ValueCheck } from '../../domain/input/input-check';
import { checkOneOf, checkText } from '../../domain/input/text-check';
import { textOf } from '../../domain/messages/message';
import type { ServiceTools } from '../tools';
import { checkDigest, maxVersionLength } from './check-consent';

export const requiredColumns = [
  'guid',
  'purpose',
  'kind',
  'noticeVersion',
  'noticeDigest',
  'givenAt',
] as const;
export const optionalColumns = ['givenBy', 'relationProof', 'withdrawnAt'] as const;
export type ImportColumn = (typeof requiredColumns)[number] | (typeof optionalColumns)[number];

/** A line of the file; a column that the file does not have is empty. */
export interface ImportLine {
  readonly line: number;
  readonly values: Readonly<Record<ImportColumn, string>>;
}

/** Says what was expected, and never what came: a value can be personal. */
export interface ImportFault {
  readonly line: number;
  /** Null for a fault of the whole line. */
  readonly column: ImportColumn | null;
  readonly expected: string;
}

export type CheckedLine =
  | { readonly ok: true; readonly consent: Consent }
  | { readonly ok: false; readonly faults: readonly ImportFault[] };

/** Checks one line by itself, and reports every fault. */
export function checkLine(
  { settings, newId, now }: Pick<ServiceTools, 'settings' | 'newId' | 'now'>,
  { line, values }: ImportLine,
): CheckedLine {
  const faults: ImportFault[] = [];
  const expect = (column: ImportColumn, isThere: boolean, expected: string) => {
    if (!isThere) faults.push({ line, column, expected });
  };
  const checked = <Value>(column: ImportColumn, check: (value: unknown) => ValueCheck<Value>) => {
    const result = check(values[column].trim());
    if (!result.ok) faults.push({ line, column, expected: textOf(result.message, 'en') });
    return result.ok ? result.value : null;
  };
  const timeIn = (column: 'givenAt' | 'withdrawnAt', expected: string) => {
    const time = readTime(values[column].trim());
    expect(column, time !== null && time <= now(), expected);
    return time;
  };

  const guid = values.guid.trim();
  expect('guid', isAccountId(guid), 'must be the id of an account, 1 to 128 characters');
  const purpose = checked('purpose', checkPurpose(Object.keys(settings.routing.purposes)));
  const kind = checked('kind', checkOneOf('kind', consentKinds));
  const noticeVersion = checked('noticeVersion', checkText('noticeVersion', { maxLength: maxVersionLength }));
  const noticeDigest = checked('noticeDigest', checkDigest);
  const timeForm = 'must be a time with its offset, such as 2026-03-02T09:30:00+08:00, and not in the future';
  const givenAt = timeIn('givenAt', timeForm);
  const withdrawnAt =
    values.withdrawnAt.trim() === '' ? null : timeIn('withdrawnAt', `${timeForm}; empty if it stands`);
  if (givenAt && withdrawnAt) expect('withdrawnAt', withdrawnAt >= givenAt, 'must not be before givenAt');

  const giver = values.givenBy.trim();
  const proof = values.relationProof.trim();
  if (kind === 'GUARDIAN') {
    expect('givenBy', isAccountId(giver) && giver !== guid, "must be the guardian's account");
    expect('relationProof', proof !== '', 'must be the id of the verification that shows the relation');
  } else if (kind !== null) {
    expect('givenBy', giver === '' || giver === guid, 'must be empty, or the same as guid');
    expect('relationProof', proof === '', 'must be empty: it is for GUARDIAN only');
  }
  if (faults.length > 0 || !purpose || !kind || !noticeVersion || !noticeDigest || !givenAt) {
    return { ok: false, faults };
  }
  const isGuardian = kind === 'GUARDIAN';
  return {
    ok: true,
    consent: {
      id: newId(),
      guid,
      purpose,
      kind,
      noticeVersion,
      noticeDigest,
      givenBy: isGuardian ? giver : guid,
      relationProof: isGuardian ? proof : null,
      givenAt,
      withdrawnAt,
      redactedAt: null,
    },
  };
}

/** ISO 8601 with an offset: without one, the same text would be another moment on another machine. */
function readTime(text: string): Date | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? null : time;
}
