import { ucenterMethodList, withValues } from '../../support/ucenter-inputs';
import { canaryFace, canaryPerson, canaryRelative, canarySecrets } from './canaries';

export interface CanaryStart {
  readonly mutation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

const { name, identityNo, mobileNo, outid, passport } = canaryPerson;
const faceImage = canaryFace.toString('base64');
const returnAddress = `http://127.0.0.1:9/done?who=${canarySecrets.returnQuery}`;

const ucenterValues = {
  name,
  realName: name,
  childName: canaryRelative.name,
  identityNo,
  certCode: passport,
  mobileNo,
  outid,
  password: canarySecrets.cardPassword,
  code: canarySecrets.smsCode,
  token: canarySecrets.unionPayToken,
  sign: canarySecrets.unionPaySign,
  accessToken: canarySecrets.wechatToken,
  verifyResult: canarySecrets.wechatResult,
  faceImage,
};
const ucenterStarts = Object.fromEntries(
  ucenterMethodList.map(({ method, mutation, full }) => [
    method,
    { mutation, input: withValues(full, ucenterValues) },
  ]),
);

/** An input for each method, with canaries wherever a person or a client could put something personal. */
export const canaryStarts: Readonly<Record<string, CanaryStart>> = {
  ONENET_PAGE: { mutation: 'startOneNetVerification', input: { userId: 38453, phone: mobileNo } },
  ...ucenterStarts,
  MOBILE_OWNER: { mutation: 'verifyMobileOwner', input: { idCard: identityNo, userName: name, mobileNo } },
  LINKID_PAGE: {
    mutation: 'startLinkIdVerification',
    input: {
      name,
      certType: 'PASSPORT',
      certNo: passport,
      redirectUri: returnAddress,
      extra: { hint: canarySecrets.extraValue },
    },
  },
  LINKID_PHOTO: {
    mutation: 'verifyLinkIdPhoto',
    input: { name, certType: 'RESIDENT_ID_CARD', certNo: identityNo, idPicture: faceImage },
  },
  LINKID_APP: {
    mutation: 'startLinkIdAppVerification',
    input: { appId: 'app-1', service: returnAddress, userId: canarySecrets.appUserId, platform: 'PC' },
  },
};
