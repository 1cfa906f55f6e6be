import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { Client, OperationResult } from 'urql';
import {
  SendMobileCodeDocument,
  StartLinkIdAppDocument,
  StartLinkIdDocument,
  StartOneNetDocument,
  type VerificationMethod,
  VerifyByEcardDocument,
  VerifyByImportDocument,
  VerifyByMobileDocument,
  VerifyByRelationDocument,
  VerifyByUnionPayFaceDocument,
  VerifyByWechatFaceDocument,
  VerifyByWhitelistDocument,
  VerifyLinkIdPhotoDocument,
  VerifyMobileOwnerDocument,
} from '../../generated/operations.ts';
import type { SentCode } from '../send-code.tsx';
import { outcomeOf, type Submission, type SubmitOutcome } from '../submission.ts';
import type { AnyField, FieldName, FieldsOf } from './fields.ts';
import { inputOf, type Values } from './values.ts';

/** The fields of a method's form, and its mutation. */
export interface MethodForm {
  /** In the order of the form. */
  readonly fields: readonly (readonly [FieldName, AnyField])[];
  /** The same key with the same values starts one verification, however often it is sent. */
  submit(client: Client, values: Values, idempotencyKey: string): Promise<SubmitOutcome>;
  /** Sends the SMS code that the form asks for. */
  readonly sendCode?: (client: Client, values: Values) => Promise<OperationResult<SentCode>>;
}

const name = { kind: 'text', fillsIn: 'name', sample: '柳试一' } as const;
const identityNo = { kind: 'text', capitals: true, sample: '330102198806170019' } as const;
const mobileNo = { kind: 'text', keyboard: 'tel', fillsIn: 'tel', sample: '19912340000' } as const;
const code = { kind: 'text', keyboard: 'numeric', secret: 'code', sample: '123456' } as const;
const password = { kind: 'text', keyboard: 'numeric', secret: 'password', sample: '123456' } as const;
const customerCode = { kind: 'text', keyboard: 'numeric', optional: true, sample: '1001' } as const;
const role = {
  kind: 'choice',
  of: 'SchoolRole',
  except: ['PARENT'],
  optional: true,
  sample: 'STUDENT',
} as const;
const certType = { kind: 'choice', of: 'IdentityCertType', sample: 'RESIDENT_ID_CARD' } as const;

function text(sample: string) {
  return { kind: 'text', sample } as const;
}

export const forms: Readonly<Record<VerificationMethod, MethodForm>> = {
  ONENET_PAGE: form(StartOneNetDocument, {
    userId: { kind: 'number', sample: 38453 },
    phone: { ...mobileNo, sample: '15522223333' },
  }),
  IMPORT: form(VerifyByImportDocument, { name, identityNo, outid: text('350002'), customerCode, role }),
  ECARD: form(VerifyByEcardDocument, { outid: text('350003'), name, password, customerCode }),
  MOBILE: {
    ...form(VerifyByMobileDocument, { mobileNo, code }),
    sendCode: async (client, { mobileNo = '' }) =>
      client.mutation(SendMobileCodeDocument, { input: { mobileNo } }),
  },
  WHITELIST: form(VerifyByWhitelistDocument, {
    outid: text('350004'),
    name,
    password: { ...password, optional: true },
    customerCode,
    role,
  }),
  RELATION: form(VerifyByRelationDocument, {
    name,
    relation: { kind: 'choice', of: 'FamilyRelation', sample: 'MOTHER' },
    identityNo: { ...identityNo, optional: true },
    childName: text('高小雨'),
    outid: text('150941'),
    customerCode,
    source: { kind: 'choice', of: 'RelationProofSource', sample: 'IMPORT' },
    password: { ...password, optional: true },
  }),
  UNIONPAY_FACE: form(VerifyByUnionPayFaceDocument, {
    name,
    certType: text('01'),
    certCode: identityNo,
    faceImage: { kind: 'photo' },
    token: text('unionpay-token'),
    sign: text('unionpay-sign'),
    ts: text('1893456000123'),
    action: text('faceAuth'),
    txnTime: text('20300506070809'),
    txnSrc: text('APP'),
    orgCode: text('ORG001'),
    orgSeq: text('2030050600001234'),
    comUserId: text('COM001'),
    authCode: text('A01'),
    sceneCode: text('S01'),
    protocolVersion: text('1.0'),
    authSeq: text('2030050600005678'),
  }),
  WECHAT_FACE: form(VerifyByWechatFaceDocument, {
    realName: name,
    identityNo,
    deviceId: text('device-of-liu'),
    accessToken: text('wechat-token'),
    verifyResult: text('wechat-verify-result'),
  }),
  MOBILE_OWNER: form(VerifyMobileOwnerDocument, {
    userName: name,
    idCard: identityNo,
    mobileNo: { ...mobileNo, sample: '19912342222' },
  }),
  LINKID_PAGE: form(StartLinkIdDocument, {
    name,
    certType,
    certNo: identityNo,
    redirectUri: { kind: 'returnAddress' },
    extra: { kind: 'leftOut', optional: true },
  }),
  LINKID_PHOTO: form(VerifyLinkIdPhotoDocument, {
    name,
    certType,
    certNo: identityNo,
    idPicture: { kind: 'photo' },
  }),
  LINKID_APP: form(StartLinkIdAppDocument, {
    appId: text('app-1'),
    service: { kind: 'returnAddress' },
    userId: { kind: 'account' },
    platform: { kind: 'choice', of: 'LinkIdPlatform', sample: 'PC' },
  }),
};

/** Ties the fields of one input to its mutation, so that the compiler compares them. */
function form<Input>(
  document: TypedDocumentNode<Submission, { input: Input }>,
  fields: FieldsOf<Input>,
): MethodForm {
  const named = Object.entries(fields) as [FieldName, AnyField][];
  return {
    fields: named.filter(([, { kind }]) => kind !== 'leftOut'),
    async submit(client, values, idempotencyKey) {
      // Text from a form becomes the input that `FieldsOf<Input>` describes; the service reports its faults.
      const input = { ...inputOf(named, values), idempotencyKey } as Input;
      return outcomeOf(await client.mutation(document, { input }));
    },
  };
}
