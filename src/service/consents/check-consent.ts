import { type ConsentKind, consentKinds } from '../../domain/consent/consent';
import { checkPurpose } from '../../domain/input/application-data';
import {
  type Checked,
  fault,
  InputChecker,
  type InputError,
  type MethodInput,
  type ValueCheck,
} from '../../domain/input/input-check';
import { checkOneOf, checkText } from '../../domain/input/text-check';
import type { Caller } from '../access/caller';
import type { ServiceTools } from '../tools';
import { checkIdempotencyKey } from '../verification/idempotency';
import { checkGuid, checkGuidForm } from '../verification/start-verification';
import { inputError } from '../verification/submission';

/** Longest version of a notice, in characters. */
export const maxVersionLength = 64;

export interface CheckedConsent {
  readonly guid: string;
  readonly purpose: string;
  readonly kind: ConsentKind;
  readonly noticeVersion: string;
  readonly noticeDigest: string;
  /** Only, and always, for GUARDIAN. */
  readonly relationProof: string | null;
}

/** Checks the whole input of recordConsent, reporting every fault. */
export function checkConsent(
  { settings }: Pick<ServiceTools, 'settings'>,
  caller: Caller,
  input: MethodInput,
): Checked<CheckedConsent> {
  const guid = typeof input['guid'] === 'string' ? input['guid'] : caller.guid;
  const checker = new InputChecker(input);
  const purpose = checker.required('purpose', checkPurpose(Object.keys(settings.routing.purposes)));
  const kind = checker.required('kind', checkOneOf('kind', consentKinds));
  const noticeVersion = checker.required(
    'noticeVersion',
    checkText('noticeVersion', { maxLength: maxVersionLength }),
  );
  const noticeDigest = checker.required('noticeDigest', checkDigest);
  const isGuardian = input['kind'] === 'GUARDIAN';
  const proof = isGuardian ? checker.required('relationProof', checkProof) : null;
  const checked = checker.finish(() => null);
  const errors: InputError[] = [
    ...(checked.ok ? [] : checked.errors),
    ...(isGuardian ? checkChild(caller, guid) : checkGuid(caller, guid)),
    ...(!isGuardian && input['relationProof'] != null
      ? [inputError(['relationProof'], 'NOT_ALLOWED', 'PROOF_FOR_GUARDIAN_ONLY')]
      : []),
    ...checkIdempotencyKey(input['idempotencyKey']),
  ];
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, value: { guid, purpose, kind, noticeVersion, noticeDigest, relationProof: proof } };
}

/** A guardian names the child's account, which needs no scope: the relation has to show that they may. */
function checkChild(caller: Caller, guid: string): InputError[] {
  return guid === caller.guid
    ? [inputError(['guid'], 'NOT_ALLOWED', 'GUARDIAN_OF_ONESELF')]
    : checkGuidForm(guid);
}

/** SHA-256 in hex, in either case. */
export function checkDigest(value: unknown): ValueCheck<string> {
  const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return /^[0-9a-f]{64}$/.test(text)
    ? { ok: true, value: text }
    : fault('MALFORMED', 'DIGEST_FORM', { field: 'noticeDigest' });
}

function checkProof(value: unknown): ValueCheck<string> {
  return typeof value === 'string'
    ? { ok: true, value }
    : fault('MALFORMED', 'TEXT_EXPECTED', { field: 'relationProof' });
}
