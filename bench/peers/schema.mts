/** The part of the schema that the bench queries, as an engineer would write it by hand. */
export const types = `
  scalar DateTime

  enum VerificationProvider { ONENET UCENTER YUXIN LINKID }
  enum VerificationMethod {
    ONENET_PAGE IMPORT ECARD MOBILE WHITELIST RELATION UNIONPAY_FACE WECHAT_FACE
    MOBILE_OWNER LINKID_PAGE LINKID_PHOTO LINKID_APP
  }
  enum VerificationStatus {
    AWAITING_USER PENDING IN_REVIEW APPROVED REJECTED CONFLICT BLOCKED FAILED EXPIRED CANCELED
  }
  enum SecondInspectionResult { PASSED FAILED }
  enum IdentityCertType {
    RESIDENT_ID_CARD HK_MACAO_TRAVEL_PERMIT HK_MACAO_RESIDENCE_PERMIT TAIWAN_RESIDENCE_PERMIT
    TAIWAN_TRAVEL_PERMIT PASSPORT OTHER
  }
  enum SchoolRole { STUDENT TEACHER PARENT LOGISTICS_STAFF TEMPORARY_STAFF }
  enum FamilyRelation {
    FATHER MOTHER SON DAUGHTER GRANDFATHER GRANDMOTHER MATERNAL_GRANDFATHER MATERNAL_GRANDMOTHER
    GRANDSON GRANDDAUGHTER MATERNAL_GRANDSON MATERNAL_GRANDDAUGHTER
  }
  enum VerificationInputErrorCode {
    REQUIRED MALFORMED CHECK_DIGIT OUT_OF_RANGE TOO_LONG NOT_ALLOWED
    UNKNOWN_REFERENCE WRONG_STATE TOO_MANY_ATTEMPTS IDEMPOTENCY_KEY_REUSED
  }

  type ProviderReferences { rnAuthTicket: String busiSeq: String }
  type VerificationSubject { realName: String certType: IdentityCertType identityNo: String mobileNo: String }
  type SchoolMembership {
    role: SchoolRole customerCode: String customerName: String ecardSchool: Boolean
    dpcode: String memberId: String serialNo: String ecardCustomerId: String
  }
  type Department { customerCode: String! deptId: Int! }
  type DeptInfo {
    deptId: Int! deptName: String! supervisor: Boolean position: String
    customerCode: String! ecardSchool: Boolean department: Department!
  }
  type RelativeInfo {
    customerCode: String ecardSchool: Boolean identityNo: String outid: String realName: String mobileNo: String
    serialNo: String relation: FamilyRelation ecardCustomerId: String childAvatar: String deptInfo: [DeptInfo!]!
  }
  type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
  type VerificationConnection { nodes: [Verification!]! pageInfo: PageInfo! }
  type VerificationInputError { path: [String!]! code: VerificationInputErrorCode! message: String! }
  type VerificationPayload { verification: Verification inputErrors: [VerificationInputError!]! }
  input VerifyMobileOwnerInput { idCard: String! userName: String! mobileNo: String! guid: ID }

  type Mutation { verifyMobileOwner(input: VerifyMobileOwnerInput!): VerificationPayload! }
`;

const verificationFields = `
  id: ID! version: Int! provider: VerificationProvider! method: VerificationMethod! status: VerificationStatus!
  secondInspection: SecondInspectionResult user: User references: ProviderReferences!
  subject: VerificationSubject! membership: SchoolMembership
  deptInfo: [DeptInfo!]! relativeInfo: [RelativeInfo!]!
  createdAt: DateTime! updatedAt: DateTime! expiresAt: DateTime decidedAt: DateTime`;

const queryFields = `
  verification(id: ID!): Verification
  verifications(first: Int = 20, after: String): VerificationConnection!`;

/** For buildSubgraphSchema, which adds _entities itself. */
export const subgraphTypes = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  ${types}
  type Verification @key(fields: "id") { ${verificationFields} }
  type User @key(fields: "guid") { guid: ID! }
  type Query { ${queryFields} }
`;

/** With hand-written _entities, for a server without federation support. */
export const plainTypes = `
  ${types}
  scalar _Any
  union _Entity = Verification | User
  type Verification { ${verificationFields} }
  type User { guid: ID! }
  type Query { ${queryFields} _entities(representations: [_Any!]!): [_Entity]! }
`;
