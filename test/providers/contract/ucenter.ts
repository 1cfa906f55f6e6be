import { registry } from '../../../src/providers/registry';
import { fixture, type Reaction } from '../../support/far-end';
import { approvalFor } from '../../support/ucenter-approval';
import { inventedIdentityNo, verificationWith } from '../samples';
import { inputs } from '../ucenter/inputs';
import { entryOf, type MethodCase, type ProviderCase, type Recorded } from './cases';

const code = (value: unknown, message = '未知状态'): Reaction => ({
  json: { code: value, message, data: null },
});
const other = { kind: 'failed', code: 'OTHER' } as const;

const documented: readonly Recorded[] = [
  { name: '200', answer: { json: approvalFor('guid-of-somebody') }, expected: { kind: 'approved' } },
  {
    name: '409, body and HTTP status',
    answer: { status: 409, json: fixture('ucenter/rnauth-conflict') },
    expected: { kind: 'conflict' },
  },
  {
    name: '409, the body alone',
    answer: { json: fixture('ucenter/rnauth-conflict') },
    expected: { kind: 'conflict' },
  },
  {
    name: '410',
    answer: { json: fixture('ucenter/rnauth-blocked') },
    expected: { kind: 'blocked', code: 'IDENTITY_TAKEN' },
  },
  {
    name: 'a code that this deployment takes for a rejection',
    answer: code(1201),
    expected: { kind: 'rejected', code: 'MISMATCH' },
  },
];

const undocumented: readonly Recorded[] = [
  { name: 'an unknown code', answer: code(999), expected: other },
  {
    name: 'an unknown code beside HTTP 400',
    answer: { status: 400, json: { code: '20001' } },
    expected: other,
  },
  { name: 'a code that is text', answer: code('SUCCESS'), expected: other },
  { name: '200 without data', answer: { json: { code: 200, message: 'OK' } }, expected: { kind: 'silent' } },
  { name: 'a redirect', answer: { status: 302, location: '/login' }, expected: { kind: 'silent' } },
];

/** What people type, and what proves who they are; anything else in an input is not confidential. */
const open: ReadonlySet<string> = new Set(['relation', 'source', 'action', 'txnTime', 'txnSrc', 'certType']);

function methodCase(input: Readonly<Record<string, string>>): MethodCase {
  const confidential = Object.entries(input)
    // A short number stands in every log by accident: in a duration, in a date.
    .filter(([field, value]) => (!open.has(field) && value.length > 3) || /\p{Script=Han}/u.test(value))
    .map(([, value]) => value);
  return {
    input,
    confidential,
    documented,
    undocumented,
    echo: code(1305, `验证码错误 ${inventedIdentityNo} 13800001234`),
  };
}

const asked = verificationWith({ references: { rnAuthTicket: 'T_YYYYMMXXXX' } });
const result = fixture('ucenter/result') as { data: Record<string, unknown> };
const resultOf = (value: unknown): Reaction => ({
  json: { ...result, data: { ...result.data, result: value } },
});

export const ucenter: ProviderCase = {
  entry: entryOf(registry, 'UCENTER'),
  env: (baseUrl) => ({
    UCENTER_BASE_URL: baseUrl,
    UCENTER_CLIENT_ID: 'our-client',
    UCENTER_CLIENT_SECRET: 's3cret&+of us',
    UCENTER_REJECTED_CODES: '1201',
    UCENTER_WRONG_CREDENTIAL_CODES: '411',
  }),
  secrets: ['s3cret&+of us', 'token-of-the-application'],
  token: {
    path: '/open/access_token',
    answer: { json: { access_token: 'token-of-the-application', expires_in: 7200 } },
  },
  methods: Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, methodCase(input)])),
  query: {
    verification: asked,
    unaskable: verificationWith({}),
    documented: [
      { name: 'result true', answer: { json: result }, expected: { kind: 'approved' } },
      { name: 'result false', answer: resultOf(false), expected: { kind: 'rejected', code: 'MISMATCH' } },
    ],
    undocumented: [
      { name: 'another code', answer: code(404), expected: { kind: 'undecided' }, unnamed: '404' },
      {
        name: 'another result',
        answer: resultOf('maybe'),
        expected: { kind: 'undecided' },
        unnamed: 'maybe',
      },
      { name: 'no result', answer: resultOf(null), expected: { kind: 'undecided' } },
      { name: 'HTTP 403', answer: { status: 403, json: { code: 403 } }, expected: { kind: 'undecided' } },
    ],
  },
};
