import { canaryFace, canaryPerson, canaryRelative, canarySecrets } from './canaries';

export interface CanaryStart {
  readonly mutation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

const { name, identityNo, mobileNo, outid, passport } = canaryPerson;
const faceImage = canaryFace.toString('base64');
const returnAddress = `http://127.0.0.1:9/done?who=${canarySecrets.returnQuery}`;

/** How each method is started, with canaries wherever a person or a client could put something personal. */
export const canaryStarts: Readonly<Record<string, CanaryStart>> = {
  ONENET_PAGE: { mutation: 'startOneNetVerification', input: { userId: 38453, phone: mobileNo } },
  IMPORT: { mutation: 'verifyByImport', input: { name, identityNo, outid } },
  ECARD: { mutation: 'verifyByEcard', input: { name, outid, password: canarySecrets.cardPassword } },
  MOBILE: { mutation: 'verifyByMobile', input: { mobileNo, code: canarySecrets.smsCode } },
  WHITELIST: { mutation: 'verifyByWhitelist', input: { name, outid, password: canarySecrets.cardPassword } },
  RELATION: {
    mutation: 'verifyByRelation',
    input: {
      name,
      identityNo,
      outid,
      relation: 'MOTHER',
      childName: canaryRelative.name,
      source: 'ECARD',
      password: canarySecrets.cardPassword,
    },
  },
  UNIONPAY_FACE: {
    mutation: 'verifyByUnionPayFace',
    input: {
      token: canarySecrets.unionPayToken,
      sign: canarySecrets.unionPaySign,
      ts: '1893456000123',
      action: 'face.verify',
      txnTime: '20300506070809',
      txnSrc: '01',
      orgCode: 'org-1',
      orgSeq: 'seq-1',
      comUserId: 'com-1',
      authCode: 'auth-1',
      sceneCode: 'scene-1',
      protocolVersion: '1.0',
      authSeq: 'authseq-1',
      name,
      certType: '01',
      certCode: passport,
      faceImage,
    },
  },
  WECHAT_FACE: {
    mutation: 'verifyByWechatFace',
    input: {
      accessToken: canarySecrets.wechatToken,
      verifyResult: canarySecrets.wechatResult,
      realName: name,
      identityNo,
      deviceId: 'device-1',
    },
  },
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
