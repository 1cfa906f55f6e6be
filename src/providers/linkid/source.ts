import { checkIdentityNo } from '../../domain/input/certificate-number';
import { type Checked, InputChecker, type MethodInput } from '../../domain/input/input-check';
import { checkMobileNo, checkName } from '../../domain/input/text-check';
import { message, textOf } from '../../domain/messages/message';
import type { SourceWire } from '../provider';

interface Asked {
  readonly name: string;
  readonly certNo: string;
}

/** 第三方数据源 (linkid.md, section 四): LinkID asks us whether a person is who they say. */
export const linkIdSource: SourceWire = {
  asker: 'LINKID',
  read: (body) => objectIn(objectIn(body)?.['parameters']),
  references: (verificationId) => ({ bsn: verificationId }),
  // LinkID has no third word: whatever is no verdict is no answer, either.
  answered({ id, status, failure }, locale) {
    switch (status) {
      case 'APPROVED':
        return reply(true, '', id);
      case 'REJECTED':
        return reply(false, textOf(failure?.message ?? message('NOT_PASSED'), locale), id);
      default:
        return null;
    }
  },
  // LinkID reads the code in the body; the HTTP status says the same.
  refused: (code, message) => ({ code, message, data: null }),
};

/** Only certType 1, the resident ID card, can be answered: no source of ours knows another one. */
export function checkAsked(parameters: MethodInput, today: Date): Checked<Asked> {
  const checker = new InputChecker(parameters);
  const name = checker.required('name', checkName);
  const certNo = checker.required('certNo', (value) => checkIdentityNo(value, today));
  if (String(parameters['certType'] ?? '') !== '1') {
    checker.fault('certType', 'NOT_ALLOWED', message('CERT_TYPE_1'));
  }
  return checker.finish(() => ({ name, certNo }));
}

export function checkAskedWithPhone(
  parameters: MethodInput,
  today: Date,
): Checked<Asked & { readonly mobileNo: string }> {
  const asked = checkAsked(parameters, today);
  if (!asked.ok) return asked;
  const checker = new InputChecker(parameters);
  const mobileNo = checker.required('phone', checkMobileNo);
  return checker.finish(() => ({ ...asked.value, mobileNo }));
}

/** `bsn` is how LinkID refers to the check later. */
function reply(result: boolean, failReason: string, bsn: string): unknown {
  return { code: 200, message: 'OK', data: { result, failReason, bsn } };
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}
