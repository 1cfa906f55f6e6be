/** What the clients of the bench ask. The same text goes to every server. */

const nestedFields = `
  id version provider method status secondInspection createdAt updatedAt expiresAt decidedAt
  user { guid }
  references { rnAuthTicket }
  subject { realName certType identityNo mobileNo }
  membership { role customerCode customerName serialNo }
  deptInfo { deptId deptName supervisor position customerCode department { customerCode deptId } }
  relativeInfo {
    realName identityNo mobileNo relation outid serialNo customerCode
    deptInfo { deptId deptName supervisor position }
  }`;

/** Twenty fields of the verification, and beside them its departments and its relatives with theirs. */
export const verificationDocument = `query Verification($id: ID!) { verification(id: $id) {${nestedFields} } }`;

/** What a router asks for when another subgraph refers to verifications. */
export const entitiesDocument = `query Entities($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Verification { id status method version createdAt subject { realName identityNo } }
  }
}`;

export const nestedEntitiesDocument = `query Entities($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on Verification {${nestedFields} } }
}`;

export const pageDocument = `query Page($first: Int) {
  verifications(first: $first) {
    nodes { id version provider method status createdAt updatedAt subject { realName identityNo mobileNo } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

export const mobileOwnerDocument = `mutation Check($input: VerifyMobileOwnerInput!) {
  verifyMobileOwner(input: $input) {
    verification { version provider method status subject { realName certType identityNo mobileNo } }
    inputErrors { path code message }
  }
}`;
