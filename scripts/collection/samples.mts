/** A PNG by its first bytes and its size, which is all that the sandbox looks at: no person is on it. */
function photo(): string {
  const header = '89504e470d0a1a0a0000000d494844520000006000000060080600000000000000';
  return Buffer.concat([Buffer.from(header, 'hex'), Buffer.alloc(10_240)]).toString('base64');
}

/** The collection's variables. */
export const variables = {
  url: 'http://127.0.0.1:4001/graphql',
  guid: 'postman',
  token: '',
  verificationId: '',
  identityCaseId: '',
  consentId: '',
  photo: photo(),
} as const;

/** Values that the sandbox accepts, by the name of the field; people are invented. */
const fields: Readonly<Record<string, unknown>> = {
  name: '柳试一',
  realName: '柳试一',
  userName: '柳试一',
  identityNo: '330102198806170019',
  idCard: '330102198806170019',
  certNo: '330102198806170019',
  certCode: '330102198806170019',
  mobileNo: '19912340000',
  phone: '15522223333',
  code: '123456',
  password: '123456',
  outid: '350002',
  childName: '高小雨',
  relation: 'MOTHER',
  source: 'IMPORT',
  platform: 'PC',
  confirmIrreversible: true,
  id: '{{verificationId}}',
  verificationId: '{{verificationId}}',
  redirectUri: 'http://127.0.0.1:4001/',
  service: 'http://127.0.0.1:4001/',
  appId: 'app-1',
  deviceId: 'device-of-liu',
  accessToken: 'wechat-token',
  verifyResult: 'wechat-verify-result',
  token: 'unionpay-token',
  sign: 'unionpay-sign',
  ts: '1893456000123',
  action: 'faceAuth',
  txnTime: '20300506070809',
  txnSrc: 'APP',
  orgCode: 'ORG001',
  orgSeq: '2030050600001234',
  comUserId: 'COM001',
  authCode: 'A01',
  sceneCode: 'S01',
  protocolVersion: '1.0',
  authSeq: '2030050600005678',
  faceImage: '{{photo}}',
  idPicture: '{{photo}}',
};

/** Values of one operation or input, which come before those above; also optional fields that an example needs. */
const special: Readonly<Record<string, unknown>> = {
  'identityCase.id': '{{identityCaseId}}',
  'continueIdentityCase.id': '{{identityCaseId}}',
  'ContinueIdentityCaseInput.id': '{{identityCaseId}}',
  'cancelIdentityCase.id': '{{identityCaseId}}',
  'PlanIdentityVerificationInput.evidence': ['name', 'certNo', 'mobileNo'],
  'RecordConsentInput.purpose': 'default',
  'RecordConsentInput.kind': 'GENERAL',
  'RecordConsentInput.noticeVersion': '1',
  'RecordConsentInput.noticeDigest': 'c0'.repeat(32),
  'withdrawConsent.id': '{{consentId}}',
  'VerifyIdentityInput.evidence': { name: '柳试一', certNo: '330102198806170019', mobileNo: '19912340000' },
  'ContinueIdentityCaseInput.evidence': { mobileNo: '19912340000' },
  'VerifyByEcardInput.outid': '350003',
  'VerifyByWhitelistInput.outid': '350004',
  'VerifyByRelationInput.outid': '150941',
  'VerifyByUnionPayFaceInput.certType': '01',
  'StartLinkIdVerificationInput.certType': 'RESIDENT_ID_CARD',
  'VerifyLinkIdPhotoInput.certType': 'RESIDENT_ID_CARD',
  'StartOneNetVerificationInput.userId': 38453,
  'StartLinkIdAppVerificationInput.userId': '{{guid}}',
  'VerifyMobileOwnerInput.mobileNo': '19912342222',
};

/** The sample of a field; undefined if there is none. With `onlySpecial`, only what `owner` asks for itself. */
export function sampleOf(owner: string, name: string, onlySpecial = false): unknown {
  return special[`${owner}.${name}`] ?? (onlySpecial ? undefined : fields[name]);
}
