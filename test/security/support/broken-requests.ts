import { canaryFace, canaryPerson, canaryRelative, canarySecrets } from './canaries';

const { name, identityNo, mobileNo, outid } = canaryPerson;
const { cardPassword, smsCode, personToken } = canarySecrets;

/** Requests to /graphql that are wrong in one way each, with canaries where the wrong thing is. */
export const brokenRequests: Readonly<Record<string, RequestInit>> = {
  'a body that breaks off': json(
    `{"query": "mutation", "variables": {"name": "${name}", "code": "${smsCode}`,
  ),
  'a body that is no JSON': json(`name=${name}&password=${cardPassword}`),
  'a body of another type': { ...json(`${name} ${identityNo}`), headers: { 'content-type': 'text/plain' } },
  'a form': {
    ...json(new URLSearchParams({ query: '{ __typename }', name, identityNo }).toString()),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  },
  'variables that are text': body({
    query: query('VerifyByImportInput'),
    variables: `${name} ${identityNo}`,
  }),
  'an input that is text': variables('VerifyByImportInput', identityNo),
  'an input that is a list': variables('VerifyByImportInput', [name, identityNo]),
  'values of wrong types': variables('VerifyByImportInput', {
    name: { first: name },
    identityNo: [identityNo, { again: identityNo }],
    outid: 7,
    role: name,
  }),
  'unknown fields': variables('VerifyByEcardInput', {
    name,
    outid,
    password: cardPassword,
    cardPassword,
    note: { to: name, about: [identityNo] },
  }),
  'fields that are missing': variables('VerifyByWechatFaceInput', { realName: name, identityNo }),
  'an enum that is a name': variables('VerifyByRelationInput', {
    name,
    relation: canaryRelative.name,
    outid,
    childName: canaryRelative.name,
    source: cardPassword,
  }),
  'a number that is text': variables('StartOneNetVerificationInput', { userId: identityNo, phone: mobileNo }),
  'a number that is too large': body({
    query: `mutation { startOneNetVerification(input: { userId: ${mobileNo}, phone: ${mobileNo} }) { __typename } }`,
  }),
  'an object that is text': variables('StartLinkIdVerificationInput', {
    name,
    certType: 'PASSPORT',
    certNo: identityNo,
    redirectUri: `https://${canarySecrets.returnQuery}.example`,
    extra: canarySecrets.extraValue,
  }),
  'a moment that is a name': body({
    query: 'query ($f: VerificationFilter) { verifications(filter: $f) { nodes { id } } }',
    variables: { f: { createdAfter: identityNo, guid: { of: name } } },
  }),
  'literals of wrong types': body({
    query: `mutation { verifyByImport(input: {
      name: ["${name}", 1], identityNo: ${smsCode}, outid: { of: "${identityNo}" }, role: "${name}", more: "${name}"
    }) { __typename } }`,
  }),
  'a block string that never ends': body({ query: `{ verification(id: """${name} ${identityNo}` }),
  'words that are no query': body({ query: `{ verification(id: "${identityNo}" } ${name}` }),
  'an operation that is not there': body({
    query: 'query one { __typename } query other { __typename }',
    operationName: identityNo,
  }),
  'an unknown persisted query': body({
    extensions: { persistedQuery: { version: 1, sha256Hash: identityNo }, name },
  }),
  'a representation of no type': body({
    query: 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
    variables: {
      r: [{ __typename: name, id: identityNo }, { __typename: 'User', guid: { of: name } }, name],
    },
  }),
  'names where ids are asked for': body({
    query: `query ($x: String!, $i: ID!) {
      verification(id: $i) { id } verificationByTicket(rnAuthTicket: $x) { id } verificationByBusiSeq(busiSeq: $x) { id }
      verifications(after: $x) { nodes { id } } linkIdAppResult(appId: $x, platform: PC) { passed }
    }`,
    variables: { x: `${name} ${identityNo}`, i: name },
  }),
  'everything too long': variables('VerifyByEcardInput', {
    name: name.repeat(200),
    outid: outid.repeat(200),
    password: cardPassword.repeat(200),
    guid: identityNo.repeat(200),
    idempotencyKey: canarySecrets.idempotencyKey.repeat(200),
  }),
  'a photo that is none': variables('VerifyLinkIdPhotoInput', {
    name,
    certType: 'RESIDENT_ID_CARD',
    certNo: `${identityNo}${identityNo}`,
    idPicture: canaryFace.subarray(3000).toString('base64'),
  }),
  'a body that is too large': body({
    query: query('VerifyLinkIdPhotoInput'),
    variables: { input: { name, idPicture: canaryFace.toString('base64').repeat(400) } },
  }),
  'a wrong check digit': variables('VerifyMobileOwnerInput', {
    idCard: canaryRelative.identityNo.slice(0, 17) + wrongDigit(canaryRelative.identityNo),
    userName: '\u0007',
    mobileNo: `${mobileNo}0`,
  }),
};

/** Addresses at which there is nothing, or nothing for such a request. */
export const brokenPaths: readonly (readonly [path: string, init?: RequestInit])[] = [
  [`/graphql?query=${encodeURIComponent(`{ verification(id: "${identityNo}" }`)}`],
  [`/graphql?query=${encodeURIComponent('{ __typename }')}&variables=${encodeURIComponent(name)}`],
  [`/${encodeURIComponent(name)}/${identityNo}?password=${encodeURIComponent(cardPassword)}`],
  [`/callbacks/${encodeURIComponent(name)}/${identityNo}`, { method: 'POST', body: name }],
  [`/callbacks/onenet/${identityNo}`, { method: 'POST', body: JSON.stringify({ name, identityNo }) }],
  [`/callbacks/onenet/%E0%A4%A${identityNo}`, { method: 'POST', body: name }],
  [`/returns/linkid/${identityNo}?at=${canarySecrets.at}`],
  ['/graphql', { method: 'PUT', body: name, headers: { 'x-ucenter-access-token': personToken } }],
];

function query(type: string): string {
  const mutation = type.charAt(0).toLowerCase() + type.slice(1).replace(/Input$/, '');
  return `mutation ($input: ${type}!) { ${mutation}(input: $input) {
    verification { id } inputErrors { path code message }
  } }`;
}

function variables(type: string, input: unknown): RequestInit {
  return body({ query: query(type), variables: { input } });
}

function body(content: object): RequestInit {
  return json(JSON.stringify(content));
}

function json(text: string): RequestInit {
  const headers = { 'content-type': 'application/json', 'x-ucenter-access-token': personToken };
  return { method: 'POST', body: text, headers };
}

function wrongDigit(right: string): string {
  return right.endsWith('1') ? '2' : '1';
}
