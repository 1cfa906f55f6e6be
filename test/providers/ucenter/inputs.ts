import {
  child,
  type Input,
  type UcenterMethodName,
  ucenterMethods,
  withValues,
} from '../../support/ucenter-inputs';
import { facePhoto, inventedIdentityNo } from '../samples';

const values = {
  name: '高远',
  realName: '高远',
  identityNo: inventedIdentityNo,
  outid: '350002',
  mobileNo: '13800001234',
  code: '471108',
  // A password is sent as it was typed.
  password: ' p4ss-of-the-card ',
  certCode: 'C-1',
  faceImage: facePhoto,
  deviceId: 'D-1',
};

function valuesOf(method: UcenterMethodName) {
  return method === 'RELATION' ? { ...values, outid: child.outid } : values;
}

function least<Method extends UcenterMethodName>(method: Method) {
  return withValues(ucenterMethods[method].least, valuesOf(method));
}

/** A right input for every method, without its optional fields. */
export const inputs = {
  IMPORT: least('IMPORT'),
  ECARD: least('ECARD'),
  MOBILE: least('MOBILE'),
  WHITELIST: least('WHITELIST'),
  RELATION: least('RELATION'),
  UNIONPAY_FACE: least('UNIONPAY_FACE'),
  WECHAT_FACE: least('WECHAT_FACE'),
};

/** The pattern and the data of the same input in ucenter's request. */
export function wireOf(method: UcenterMethodName) {
  const { pattern, leastData } = ucenterMethods[method];
  return { pattern, data: withValues<Input>(leastData, valuesOf(method)) };
}
