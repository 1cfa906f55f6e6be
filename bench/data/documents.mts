/** The operations of the bench's clients. Every server gets the same text. */

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

/** Twenty fields of the verification, its departments, and its relatives with their departments. */
export const verificationDocument = `query Verification($id: ID!) { verification(id: $id) {${nestedFields} } }`;

/** The same, with the level of the verification and a question about its account. */
export const judgedDocument = `query Judged($id: ID!) {
  verification(id: $id) {${nestedFields.replace('user { guid }', 'user { guid meets(level: LOW) }')} assurance { level } }
}`;

/** The query of a router when another subgraph refers to verifications. */
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

export const redactUserDocument = `mutation Erase($guid: ID!) {
  redactUser(guid: $guid) { redacted inputErrors { path code message } }
}`;

/** The same check by a case, which chooses it, and everything that the mutation shows of it. */
export const caseDocument = `mutation Need($input: VerifyIdentityInput!) {
  verifyIdentity(input: $input) {
    identityCase {
      version status
      attempts { version provider method status subject { realName certType identityNo mobileNo } }
    }
    inputErrors { path code message }
  }
}`;
