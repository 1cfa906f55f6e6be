import { createHash } from 'node:crypto';
import { identityNoCheckDigit } from '../../../src/domain/input/certificate-number';

/** Places, beyond revealPersonalInfo, where a value may stand as it is. */
export type Place = 'answers' | 'database';

export interface Canary {
  readonly name: string;
  readonly value: string | Buffer;
  /** The places where the contract or the design has it in plain text. */
  readonly allowed: readonly Place[];
}

/** Invented people with names and numbers that occur nowhere else; the numbers have right check digits. */
export const canaryPerson = {
  name: '龘𠮷靐鬱',
  identityNo: withCheckDigit('65900419710317731'),
  mobileNo: '17788996655',
  birthday: '1971-03-17',
  address: '新疆维吾尔自治区五家渠市犇骉路7749号',
  street: '犇骉路7749号',
  passport: 'EK7749318',
  outid: 'KX7730214PQ',
} as const;

export const canaryRelative = {
  name: '馫麤龖',
  identityNo: withCheckDigit('65900420111209733'),
  mobileNo: '17788993344',
} as const;

export const canarySecrets = {
  cardPassword: 'Ψ-7f!卡 pw "\\<&>',
  smsCode: '80463917',
  mergeCode: '73915824',
  wechatToken: 'wechat-access-canary-9d1c',
  wechatResult: 'wechat-result-canary-77aa',
  unionPayToken: 'unionpay-token-canary-41f0',
  unionPaySign: 'unionpay-sign-canary-8e2b',
  personToken: 'ucenter-person-canary-c0ffee',
  ucenterSecret: 'ucenter secret & canary + 3f',
  ucenterAppToken: 'ucenter-app-token-canary-55d',
  linkIdSecret: 'linkid secret & canary + 91',
  linkIdAppToken: 'linkid-app-token-canary-e7b',
  yuxinToken: 'yuxin-token-canary-1b7e',
  yuxinKey: 'yuxin-key-canary',
  oneNetKey: 'onenet access key canary of tests',
  sourceToken: 'linkid-source-canary-6a09',
  idempotencyKey: 'idempotency-canary-2f6d',
  returnQuery: 'return-address-canary-d41d',
  extraValue: 'extra-canary-0cc1',
  appUserId: 'app-user-canary-b6d7',
  at: 'linkid-at-canary-31f8',
} as const;

/** A photo whose bytes occur nowhere else. */
export const canaryFace = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  ...Array.from({ length: 360 }, (_, n) => createHash('sha256').update(`face canary ${n}`).digest()),
]);

const allowedPlaces: Partial<Record<string, readonly Place[]>> = {
  // ProviderReferences.at: the application needs it for completeLinkIdVerification.
  at: ['answers', 'database'],
  // LinkIdAppResult.userId.
  appUserId: ['answers'],
};

/** Everything that must not be found where it does not belong. */
export const canaries: readonly Canary[] = [
  ...named('person', canaryPerson).filter(({ value }) => value !== canaryPerson.address),
  ...named('relative', canaryRelative),
  ...named('secret', canarySecrets),
  { name: 'face', value: canaryFace.subarray(3000, 3048), allowed: [] },
];

function named(group: string, values: Readonly<Record<string, string>>): Canary[] {
  return Object.entries(values).map(([name, value]) => ({
    name: `${group} ${name}`,
    value,
    allowed: allowedPlaces[name] ?? [],
  }));
}

/** Tokens that are made while the test runs: of callback and return addresses. */
export function capability(name: string, value: string): Canary {
  return { name, value, allowed: [] };
}

function withCheckDigit(first17: string): string {
  return first17 + identityNoCheckDigit(first17);
}
