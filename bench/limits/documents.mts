import { factsOf } from '../data/facts.mts';

/** A request that meets a limit: the largest that passes, or one past it. */
export interface LimitDocument {
  /** The setting that it meets. */
  readonly limit: string;
  readonly title: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

const times = (count: number, write: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => write(n)).join(' ');
const id = '"x"';
const subjectFields = ['realName', 'certType', 'identityNo', 'mobileNo'] as const;
const subject = (n: number) => `subject{${subjectFields[n % 4]}}`;
const verifications = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ __typename: 'Verification', id: factsOf(n).id }));
const users = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ __typename: 'User', guid: factsOf(n).guid }));
const entities = (on: string, fields: string) =>
  `query($r:[_Any!]!){_entities(representations:$r){...on ${on}{${fields}}}}`;

/** Each is larger than one limit allows, in the way that costs the service most before it finds out. */
export const refusedDocuments: readonly LimitDocument[] = [
  {
    limit: 'QUERY_MAX_BYTES',
    title: 'a comment of 4 MiB (with a token; 128 KiB without)',
    query: `#${'x'.repeat(4 * 1024 * 1024 - 100)}\n{__typename}`,
  },
  {
    limit: 'QUERY_MAX_TOKENS',
    title: '5,001 tokens of one selection set',
    query: `{verification(id:${id}){${'id '.repeat(4991)}}}`,
  },
  {
    limit: 'QUERY_MAX_FRAGMENTS',
    title: '51 definitions, each with variables',
    query: `${times(51, (n) => `query q${n}($a:ID!){verification(id:$a){${'id '.repeat(75)}}}`)}`,
  },
  {
    limit: 'QUERY_MAX_FIELDS',
    title: 'fragments that double',
    query: `{verification(id:${id}){...F0}} ${times(13, (n) => `fragment F${n} on Verification{user{guid} ...F${n + 1} ...on Verification{...F${n + 1}}}`)} fragment F13 on Verification{${'id '.repeat(1000)}}`,
  },
  {
    limit: 'QUERY_MAX_FIELDS',
    title: '`subject{realName}` 1,200 times',
    query: `{verification(id:${id}){${'subject{realName} '.repeat(1200)}}}`,
  },
  {
    limit: 'QUERY_MAX_DEPTH',
    title: '16 levels',
    query: `{verification(id:${id}){${'user{latestVerification{'.repeat(8)}id${'}'.repeat(16)}}}`,
  },
  {
    limit: 'QUERY_MAX_ALIASES',
    title: '101 aliases among 990 fields',
    query: `{${times(101, (n) => `a${n}:verification(id:${id}){id}`)} ${'verification(id:"x"){id} '.repeat(390)}}`,
  },
  {
    limit: 'QUERY_MAX_DIRECTIVES',
    title: '51 directives among 990 fields',
    query: `{verification(id:${id}){${times(51, () => 'id @include(if:true)')} ${times(450, subject)}}}`,
  },
  {
    limit: 'QUERY_MAX_COST',
    title: '980 fields that can be merged',
    query: `{verifications(first:100){nodes{${times(485, subject)} a:user{verifications(first:100){nodes{id}}}}}}`,
  },
  {
    limit: 'ENTITIES_MAX',
    title: '1,001 representations',
    query: entities('Verification', times(490, subject)),
    variables: { r: verifications(1001) },
  },
  {
    limit: 'none: not valid',
    title: 'the last two of 490 fields cannot be merged',
    query: `{verification(id:${id}){${times(488, subject)} a:id a:version}}`,
  },
  {
    limit: 'none: not valid',
    title: '900 unknown fields',
    query: `{verification(id:${id}){${times(900, (n) => `relativeInfoo${n}`)}}}`,
  },
  {
    limit: 'none: not valid',
    title: '2,400 wrong enum values',
    query: `{verifications(filter:{status:[${'APPROVEDD '.repeat(2400)}]}){nodes{id}}}`,
  },
  {
    limit: 'none: not valid',
    title: 'a list in a list, 2,400 times',
    query: `{verifications(filter:{status:${'['.repeat(2400)}${']'.repeat(2400)}}){nodes{id}}}`,
  },
];

/** Each is as large as the limits allow, in the way that costs the service most. */
export const admittedDocuments: readonly LimitDocument[] = [
  {
    limit: 'QUERY_MAX_BYTES',
    title: 'a comment of 128 KiB',
    query: `#${'x'.repeat(128 * 1024 - 100)}\n{__typename}`,
  },
  {
    limit: 'QUERY_MAX_TOKENS',
    title: 'a list of 4,900 values',
    query: `{verifications(filter:{status:[${'APPROVED '.repeat(4900)}]},first:1){nodes{id}}}`,
  },
  {
    limit: 'QUERY_MAX_FRAGMENTS',
    title: '50 definitions',
    query: `{verification(id:${id}){...F0}} ${times(48, (n) => `fragment F${n} on Verification{${'id '.repeat(19)} ...F${n + 1}}`)} fragment F48 on Verification{id}`,
  },
  {
    limit: 'QUERY_MAX_FIELDS',
    title: '999 fields that can be merged',
    query: `{verification(id:${id}){${times(499, subject)}}}`,
  },
  {
    limit: 'QUERY_MAX_ALIASES',
    title: '100 pages of one',
    query: `{${times(100, (n) => `a${n}:verifications(first:1){nodes{id}}`)}}`,
  },
  {
    limit: 'QUERY_MAX_COST',
    title: '_entities: scalars of 1,000 verifications',
    query: entities(
      'Verification',
      times(44, (n) => `a${n}:createdAt`),
    ),
    variables: { r: verifications(1000) },
  },
  {
    limit: 'QUERY_MAX_COST',
    title: '_entities: masked values of 1,000 verifications',
    query: entities('Verification', `subject{${times(39, (n) => `a${n}:${subjectFields[n % 4]}`)}}`),
    variables: { r: verifications(1000) },
  },
  {
    limit: 'QUERY_MAX_COST',
    title: '_entities: everything of 100 verifications',
    query: entities(
      'Verification',
      `id version provider method status secondInspection createdAt updatedAt expiresAt decidedAt user { guid } references { rnAuthTicket } subject { realName certType identityNo mobileNo } membership { role customerCode customerName serialNo } deptInfo { deptId deptName supervisor position customerCode department { customerCode deptId } } relativeInfo { realName identityNo mobileNo relation outid serialNo customerCode deptInfo { deptId deptName supervisor position } }`,
    ),
    variables: { r: verifications(100) },
  },
  {
    limit: 'QUERY_MAX_COST',
    title: '_entities: histories of 390 verifications',
    query: entities('Verification', 'history{cause}'),
    variables: { r: verifications(390) },
  },
  {
    limit: 'QUERY_MAX_COST',
    title: '_entities: latest of 1,000 accounts',
    query: entities(
      'User',
      times(3, (n) => `a${n}:latestVerification{id subject{realName}}`),
    ),
    variables: { r: users(1000) },
  },
  {
    limit: 'QUERY_MAX_COST',
    title: '_entities: pages of 1,000 accounts',
    query: entities('User', 'verifications(first:1){nodes{id}}'),
    variables: { r: users(1000) },
  },
  {
    limit: 'QUERY_MAX_COST',
    title: '_entities: verified marks of 1,000 accounts',
    query: entities(
      'User',
      times(7, (n) => `a${n}:isRealNameVerified`),
    ),
    variables: { r: users(1000) },
  },
  {
    limit: 'QUERY_MAX_COST',
    title: '39 pages of 100',
    query: `{${times(39, (n) => `a${n}:verifications(first:100){nodes{id}}`)}}`,
  },
  {
    limit: 'QUERY_MAX_COST',
    title: '72 pages of 100, nothing of them',
    query: `{${times(72, (n) => `a${n}:verifications(first:100){pageInfo{hasNextPage}}`)}}`,
  },
  {
    limit: 'QUERY_MAX_COST',
    title: 'pages with masked values',
    query: `{${times(20, (n) => `a${n}:verifications(first:100){nodes{subject{realName identityNo mobileNo}}}`)}}`,
  },
  {
    limit: 'QUERY_MAX_COST',
    title: 'pages with relatives',
    query: `{${times(8, (n) => `a${n}:verifications(first:100){nodes{relativeInfo{realName identityNo mobileNo}}}`)}}`,
  },
  {
    limit: 'QUERY_MAX_COST',
    title: 'pages with histories',
    query: `{${times(3, (n) => `a${n}:verifications(first:100){nodes{history{cause message}}}`)}}`,
  },
  {
    limit: 'QUERY_MAX_COST',
    title: 'accounts of pages of accounts',
    query:
      '{verifications(first:50){nodes{user{verifications(first:20){nodes{id subject{realName} user{guid}}}}}}}',
  },
  {
    limit: 'QUERY_MAX_COST',
    title: 'pages with every value',
    query: `{${times(1, (n) => `a${n}:verifications(first:100){nodes{id version subject{realName identityNo mobileNo} relativeInfo{realName identityNo mobileNo deptInfo{deptId}} deptInfo{deptName department{deptId}} history{cause message}}}`)}}`,
  },
  {
    limit: 'QUERY_MAX_COST',
    title: 'introspection, 11 times',
    query: `{${times(11, (n) => `a${n}:__schema{types{name description fields{name description args{name type{name ofType{name ofType{name}}}} type{name ofType{name ofType{name ofType{name}}}}} inputFields{name type{name ofType{name}}} enumValues{name description}}}`)}}`,
  },
  {
    limit: 'QUERY_MAX_COST',
    title: 'the SDL, 19 times',
    query: `{_service{${times(19, (n) => `a${n}:sdl`)}}}`,
  },
  {
    limit: 'QUERY_MAX_COST',
    title: 'verificationMethods, 99 times',
    query: `{${times(99, (n) => `a${n}:verificationMethods{provider method mutation enabled available deferred description}`)}}`,
  },
  {
    limit: 'QUERY_MAX_COST',
    title: 'cancelVerification, 100 times',
    query: `mutation{${times(100, (n) => `a${n}:cancelVerification(id:"${factsOf(n).id}"){verification{id} inputErrors{code}}`)}}`,
  },
];
