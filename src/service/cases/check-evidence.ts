import { checkAllowedUrl } from '../../domain/input/address-check';
import { checkCertNo } from '../../domain/input/certificate-number';
import { checkFaceImage } from '../../domain/input/image-check';
import {
  type Checked,
  InputChecker,
  type InputError,
  type MethodInput,
} from '../../domain/input/input-check';
import {
  checkCode,
  checkDigits,
  checkMobileNo,
  checkName,
  checkOneOf,
  checkPassword,
  checkPositiveInt,
  checkText,
  checkVerbatim,
} from '../../domain/input/text-check';
import { type Evidence, fieldsOf, type WechatFaceEvidence } from '../../domain/routing/evidence';
import type { ServiceTools } from '../tools';

const certTypes = [
  'RESIDENT_ID_CARD',
  'HK_MACAO_TRAVEL_PERMIT',
  'HK_MACAO_RESIDENCE_PERMIT',
  'TAIWAN_RESIDENCE_PERMIT',
  'TAIWAN_TRAVEL_PERMIT',
  'PASSPORT',
  'OTHER',
] as const;

const roles = ['STUDENT', 'TEACHER', 'LOGISTICS_STAFF', 'TEMPORARY_STAFF'] as const;

/** Checks and folds what the person can show, and reports every fault at its place, e.g. ["evidence", "certNo"]. */
export function checkEvidence({ settings, now }: ServiceTools, input: MethodInput): Checked<Evidence> {
  const checker = new InputChecker(input);
  const certType = checker.optional('certType', checkOneOf('certType', certTypes)) ?? 'RESIDENT_ID_CARD';
  const evidence = {
    name: checker.optional('name', checkName),
    certType,
    certNo: checker.optional('certNo', checkCertNo(certType, now())),
    mobileNo: checker.optional('mobileNo', checkMobileNo),
    smsCode: checker.optional('smsCode', checkDigits('smsCode', { min: 4, max: 8 })),
    outid: checker.optional('outid', checkCode('outid', { maxLength: 64 })),
    customerCode: checker.optional('customerCode', checkText('customerCode', { maxLength: 64 })),
    cardPassword: checker.optional('cardPassword', checkPassword('cardPassword', { maxLength: 128 })),
    role: checker.optional('role', checkOneOf('role', roles)),
    photo: checker.optional('photo', checkFaceImage(settings.faceImage)),
    oneNetUserId: checker.optional('oneNetUserId', checkPositiveInt('oneNetUserId')),
    redirectUri: checker.optional('redirectUri', checkAllowedUrl(settings.redirectAllowlist)),
  };
  const face = checkWechatFace(input['wechatFace']);
  const rest = checker.finish(() => evidence);
  const errors = [...(rest.ok ? [] : rest.errors), ...(face.ok ? [] : face.errors)];
  if (errors.length > 0) return { ok: false, errors: errors.map(inEvidence) };
  return { ok: true, value: given({ ...evidence, wechatFace: face.ok ? face.value : undefined }) };
}

function checkWechatFace(input: unknown): Checked<WechatFaceEvidence | undefined> {
  if (input === undefined || input === null) return { ok: true, value: undefined };
  const checker = new InputChecker(input as MethodInput);
  const accessToken = checker.required('accessToken', checkVerbatim('accessToken', { maxLength: 4096 }));
  const verifyResult = checker.required('verifyResult', checkVerbatim('verifyResult', { maxLength: 4096 }));
  const deviceId = checker.required('deviceId', checkVerbatim('deviceId', { maxLength: 128 }));
  const checked = checker.finish(() => ({ accessToken, verifyResult, deviceId }));
  if (checked.ok) return checked;
  return {
    ok: false,
    errors: checked.errors.map((error) => ({ ...error, path: ['wechatFace', ...error.path] })),
  };
}

function inEvidence(error: InputError): InputError {
  return { ...error, path: ['evidence', ...error.path] };
}

function given(evidence: { readonly [Field in keyof Evidence]: Evidence[Field] | undefined }): Evidence {
  const fields = fieldsOf(evidence as Evidence);
  return Object.fromEntries(fields.map((field) => [field, evidence[field]]));
}
