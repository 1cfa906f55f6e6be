import { facePhoto, inventedIdentityNo } from '../samples';

/** One right input for every method, without what may be left out. */
export const inputs = {
  IMPORT: { name: '高远', identityNo: inventedIdentityNo, outid: '350002' },
  ECARD: { outid: '350002', name: '高远', password: ' p4ss-of-the-card ' },
  MOBILE: { mobileNo: '13800001234', code: '471108' },
  WHITELIST: { outid: '350002', name: '高远' },
  RELATION: { name: '高远', relation: 'GRANDFATHER', outid: '150941', childName: '高小雨', source: 'IMPORT' },
  UNIONPAY_FACE: {
    token: 'unionpay-token',
    sign: 'unionpay-sign',
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
    name: '高远',
    certType: '01',
    certCode: 'C-1',
    faceImage: facePhoto,
  },
  WECHAT_FACE: {
    accessToken: 'wechat-token',
    verifyResult: 'wechat-verify-result',
    realName: '高远',
    identityNo: inventedIdentityNo,
    deviceId: 'D-1',
  },
} as const;
