import type { FamilyRelation, SchoolRole } from '../../domain/verification/verification';

/** The input of each method by the method's name. A field that GraphQL names differently does not compile. */
export interface UcenterInputs {
  readonly IMPORT: OfSchool & {
    readonly name: string;
    readonly identityNo: string;
    readonly outid: string;
    readonly role?: SchoolRole | null;
  };
  readonly ECARD: OfSchool & { readonly outid: string; readonly name: string; readonly password: string };
  readonly MOBILE: { readonly mobileNo: string; readonly code: string };
  readonly WHITELIST: OfSchool & {
    readonly outid: string;
    readonly name: string;
    readonly password?: string | null;
    readonly role?: SchoolRole | null;
  };
  readonly RELATION: OfSchool & {
    readonly name: string;
    readonly relation: FamilyRelation;
    readonly identityNo?: string | null;
    readonly outid: string;
    readonly childName: string;
    readonly source: 'ECARD' | 'IMPORT';
    readonly password?: string | null;
  };
  readonly UNIONPAY_FACE: {
    readonly token: string;
    readonly sign: string;
    readonly ts: string;
    readonly action: string;
    readonly txnTime: string;
    readonly txnSrc: string;
    readonly orgCode: string;
    readonly orgSeq: string;
    readonly comUserId: string;
    readonly authCode: string;
    readonly sceneCode: string;
    readonly protocolVersion: string;
    readonly authSeq: string;
    readonly name: string;
    readonly certType: string;
    readonly certCode: string;
    readonly faceImage: string;
  };
  readonly WECHAT_FACE: {
    readonly accessToken: string;
    readonly verifyResult: string;
    readonly realName: string;
    readonly identityNo: string;
    readonly deviceId: string;
  };
}

type OfSchool = { readonly customerCode?: string | null };
