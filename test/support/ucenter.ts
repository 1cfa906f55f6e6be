import type { TestApp } from './app';
import type { Input } from './ucenter-inputs';

export interface SeenUcenterVerification {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly method: string;
  readonly conflict: {
    readonly mobileNo: string | null;
    readonly guid: string | null;
    readonly mergeable: boolean;
  } | null;
  readonly failure: {
    readonly code: string;
    readonly message: string;
    readonly providerCode: string | null;
    readonly providerMessage: string | null;
    readonly retryable: boolean;
  } | null;
  readonly references: { readonly rnAuthTicket: string | null; readonly deviceId: string | null };
  readonly subject: Readonly<Record<string, string | null>>;
  readonly membership: Readonly<Record<string, unknown>> | null;
  readonly deptInfo: readonly Readonly<Record<string, unknown>>[];
  readonly relativeInfo: readonly Readonly<Record<string, unknown>>[];
  readonly history: readonly {
    readonly version: number;
    readonly status: string;
    readonly cause: string;
    readonly message: string | null;
  }[];
  readonly [field: string]: unknown;
}

export interface InputFault {
  readonly path: readonly string[];
  readonly code: string;
  readonly message: string;
}

export interface SeenPayload {
  readonly verification: SeenUcenterVerification | null;
  readonly inputErrors: readonly InputFault[];
}

/** Everything that a ucenter verification shows. */
export const ucenterFields = `
  id version provider method status secondInspection authUrl
  user { guid isRealNameVerified }
  references { rnAuthTicket busiSeq transactionId deviceId at bsn }
  subject { realName certType identityNo mobileNo }
  membership { role customerCode customerName ecardSchool dpcode memberId serialNo ecardCustomerId }
  deptInfo { ...Place }
  relativeInfo {
    customerCode ecardSchool identityNo outid realName mobileNo serialNo relation ecardCustomerId childAvatar
    deptInfo { ...Place }
  }
  conflict { mobileNo guid mergeable }
  failure { code message providerCode providerMessage retryable }
  history { version status cause message }
  createdAt updatedAt expiresAt decidedAt`;

export const placeFragment = `fragment Place on DeptInfo {
  deptId deptName supervisor position customerCode ecardSchool department { __typename customerCode deptId }
}`;

/** The operation of a mutation that takes one `input` and answers with a VerificationPayload. */
export function operationOf(mutation: string): string {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  return `mutation ($input: ${type}!) {
    ${mutation}(input: $input) { verification { ${ucenterFields} } inputErrors { path code message } }
  }
  ${placeFragment}`;
}

/** Sends one mutation that takes an `input`. */
export async function submit(
  app: Pick<TestApp, 'query'>,
  mutation: string,
  input: Input,
  headers: Record<string, string> = {},
): Promise<SeenPayload> {
  const data = await app.query<Record<string, SeenPayload>>(operationOf(mutation), { input }, headers);
  const payload = data[mutation];
  if (!payload) throw new Error(`${mutation} answered nothing`);
  return payload;
}

/** Sends one that must be accepted. */
export async function submitted(
  app: Pick<TestApp, 'query'>,
  mutation: string,
  input: Input,
  headers: Record<string, string> = {},
): Promise<SeenUcenterVerification> {
  const { verification, inputErrors } = await submit(app, mutation, input, headers);
  if (!verification) throw new Error(`${mutation} was not accepted: ${JSON.stringify(inputErrors)}`);
  return verification;
}

/** Sends one that must not be accepted, and returns path and code of every fault, in order. */
export async function faultsOf(
  app: Pick<TestApp, 'query'>,
  mutation: string,
  input: Input,
  headers: Record<string, string> = {},
): Promise<string[]> {
  const { verification, inputErrors } = await submit(app, mutation, input, headers);
  if (verification) throw new Error(`${mutation} was accepted`);
  return inputErrors.map(({ path, code }) => `${path.join('.')} ${code}`).sort();
}

/** Reads a verification; null if the caller sees none. */
export async function readVerification(
  app: Pick<TestApp, 'query'>,
  id: string,
  headers: Record<string, string> = {},
): Promise<SeenUcenterVerification | null> {
  const { verification } = await app.query<{ verification: SeenUcenterVerification | null }>(
    `query ($id: ID!) { verification(id: $id) { ${ucenterFields} } } ${placeFragment}`,
    { id },
    headers,
  );
  return verification;
}

/** A caller that is this account and nothing more. */
export function as(guid: string, scopes = 'none'): Record<string, string> {
  return { 'x-dev-guid': guid, 'x-dev-scopes': scopes };
}
