import type {
  IdentityEvidenceInput,
  StartLinkIdAppVerificationInput,
  StartLinkIdVerificationInput,
  StartOneNetVerificationInput,
  VerifyByEcardInput,
  VerifyByImportInput,
  VerifyByMobileInput,
  VerifyByRelationInput,
  VerifyByUnionPayFaceInput,
  VerifyByWechatFaceInput,
  VerifyByWhitelistInput,
  VerifyLinkIdPhotoInput,
  VerifyMobileOwnerInput,
} from '../../generated/operations.ts';
import type { Choices } from '../language/texts.ts';

/** Fields that the page fills in itself: the account is the caller's own, and the key is made for each submission. */
type Unasked = 'guid' | 'idempotencyKey' | 'clientReference' | 'metadata' | 'purpose';

type Input =
  | StartLinkIdAppVerificationInput
  | StartLinkIdVerificationInput
  | StartOneNetVerificationInput
  | VerifyByEcardInput
  | VerifyByImportInput
  | VerifyByMobileInput
  | VerifyByRelationInput
  | VerifyByUnionPayFaceInput
  | VerifyByWechatFaceInput
  | VerifyByWhitelistInput
  | VerifyLinkIdPhotoInput
  | VerifyMobileOwnerInput;

type KeyOf<Each> = Each extends unknown ? Extract<keyof Each, string> : never;

/** Every field of every input that a person fills in, and all evidence of a case. */
export type FieldName = Exclude<KeyOf<Input>, Unasked> | keyof IdentityEvidenceInput;

export interface TextField {
  readonly kind: 'text';
  /** The keyboard that a phone shows. */
  readonly keyboard?: 'tel' | 'numeric' | 'url';
  /** The person's own data that the browser may fill in. */
  readonly fillsIn?: 'name' | 'tel';
  /** True for numbers with letters, which are capitals. */
  readonly capitals?: true;
  /** Not stored. A password is hidden while it is typed; a code of one use is offered from the SMS. */
  readonly secret?: 'password' | 'code';
  /** A value that the sandbox accepts. */
  readonly sample: string;
}

/** This page's own address, which the person need not type. */
export interface ReturnField {
  readonly kind: 'returnAddress';
}

/** A person's account, which in an example is the caller's own. */
export interface AccountField {
  readonly kind: 'account';
}

/** A picture, sent in Base64. */
export interface PhotoField {
  readonly kind: 'photo';
}

export interface NumberField {
  readonly kind: 'number';
  readonly sample: number;
}

export interface ChoiceField {
  readonly kind: 'choice';
  readonly of: keyof Choices;
  /** Values of the schema that are not offered. */
  readonly except?: readonly string[];
  readonly sample: string;
}

/** Left out on this page. */
export interface LeftOut {
  readonly kind: 'leftOut';
}

export type AnyField = (
  | TextField
  | AccountField
  | ReturnField
  | PhotoField
  | NumberField
  | ChoiceField
  | LeftOut
) & {
  readonly optional?: true;
};

/** The choice whose values are exactly those of the enumeration. */
type ChoiceOf<Value extends string> = {
  [Of in keyof Choices]: [keyof Choices[Of]] extends [Value]
    ? ChoiceField & { readonly of: Of; readonly sample: Value; readonly except?: readonly Value[] }
    : never;
}[keyof Choices];

/** The controls that fit a value. */
export type KindOf<Value> = [Value] extends [number]
  ? NumberField
  : [Value] extends [string]
    ? string extends Value
      ? TextField | AccountField | ReturnField | PhotoField
      : ChoiceOf<Value>
    : LeftOut;

type MayBeLeftOut<Value> = null extends Value ? { readonly optional: true } : { readonly optional?: never };

/** One description for each field of an input of the schema: none missing, none superfluous, each of a fitting kind. */
export type FieldsOf<Input> = {
  readonly [Name in Exclude<keyof Input, Unasked>]-?: KindOf<NonNullable<Input[Name]>> &
    MayBeLeftOut<Input[Name]>;
};
