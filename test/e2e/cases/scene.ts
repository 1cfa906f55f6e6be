import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestApp, type TestApp, type TestAppOptions } from '../../support/app';
import type { Closing } from '../../support/closing';
import { type FakeUcenter, openFakeUcenter, type React } from '../../support/fake-ucenter';
import { type FarEnd, openFarEnd, type Reaction } from '../../support/far-end';
import { temporaryFolder } from '../../support/temporary-folder';
import { as, type InputFault } from '../../support/ucenter';
import type { Input } from '../../support/ucenter-inputs';

/** The person of the tests of cases, who is invented. */
export const me = as('account-of-zhen');
export const person = { name: '甄试例', certNo: '330102199102030012', mobileNo: '19900001234' } as const;
/** Evidence for MOBILE_OWNER, IMPORT and WHITELIST. */
export const schoolPerson = { ...person, outid: '350002' } as const;

export interface SeenCandidate {
  readonly method: string;
  readonly verdict: string;
  readonly missing: readonly string[];
  readonly price: number | null;
  readonly reason: string;
}

export interface SeenDecision {
  readonly policy: string;
  readonly chosen: string | null;
  readonly withoutFace: string | null;
  readonly candidates: readonly SeenCandidate[];
}

export interface SeenCase {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly purpose: string;
  readonly required: string;
  readonly achieved: { readonly level: string };
  readonly attempts: readonly {
    readonly id: string;
    readonly method: string;
    readonly status: string;
    readonly failure: { readonly code: string } | null;
    readonly identityCase: { readonly id: string } | null;
  }[];
  readonly decision: SeenDecision;
  readonly decisions: readonly SeenDecision[];
  readonly authUrl: string | null;
  readonly clientReference: string | null;
  readonly expiresAt: string | null;
}

export interface CasePayload {
  readonly identityCase: SeenCase | null;
  readonly inputErrors: readonly InputFault[];
}

export const caseFields = `
  id version status purpose required achieved { level } user { guid }
  attempts { id method status failure { code } identityCase { id } }
  decision { ...Decided } decisions { ...Decided }
  authUrl clientReference createdAt updatedAt expiresAt`;

export const decisionFragment = `fragment Decided on RoutingDecision {
  policy decidedAt chosen withoutFace candidates { method verdict missing expected usesFace deferred price reason }
}`;

const payloadFields = `identityCase { ${caseFields} } inputErrors { path code message }`;

type Asking = Pick<TestApp, 'query'>;

export async function askForCase(app: Asking, input: Input, headers = me): Promise<CasePayload> {
  const query = `mutation ($input: VerifyIdentityInput!) {
    verifyIdentity(input: $input) { ${payloadFields} }
  } ${decisionFragment}`;
  return (await app.query<{ verifyIdentity: CasePayload }>(query, { input }, headers)).verifyIdentity;
}

/** The same, where it must be accepted. */
export async function openCase(app: Asking, input: Input, headers = me): Promise<SeenCase> {
  return accepted(await askForCase(app, input, headers));
}

export async function continueCase(app: Asking, input: Input, headers = me): Promise<CasePayload> {
  const query = `mutation ($input: ContinueIdentityCaseInput!) {
    continueIdentityCase(input: $input) { ${payloadFields} }
  } ${decisionFragment}`;
  return (await app.query<{ continueIdentityCase: CasePayload }>(query, { input }, headers))
    .continueIdentityCase;
}

export async function cancelCase(app: Asking, id: string, headers = me): Promise<CasePayload> {
  const query = `mutation ($id: ID!) {
    cancelIdentityCase(id: $id) { ${payloadFields} }
  } ${decisionFragment}`;
  return (await app.query<{ cancelIdentityCase: CasePayload }>(query, { id }, headers)).cancelIdentityCase;
}

export async function readCase(app: Asking, id: string, headers = me): Promise<SeenCase | null> {
  const query = `query ($id: ID!) { identityCase(id: $id) { ${caseFields} } } ${decisionFragment}`;
  return (await app.query<{ identityCase: SeenCase | null }>(query, { id }, headers)).identityCase;
}

export function accepted({ identityCase, inputErrors }: CasePayload): SeenCase {
  if (!identityCase) throw new Error(`not accepted: ${JSON.stringify(inputErrors)}`);
  return identityCase;
}

export function verdictsOf({ candidates }: SeenDecision): Readonly<Record<string, string>> {
  return Object.fromEntries(candidates.map(({ method, verdict }) => [method, verdict]));
}

export const agrees: Reaction = { json: { errorCode: '200', returnCode: '10000', returnDesc: '一致的' } };
export const disagrees: Reaction = {
  json: { errorCode: '200', returnCode: '10001', returnDesc: '不一致的' },
};

export interface CaseScene {
  readonly app: TestApp;
  readonly yuxin: FarEnd;
  readonly ucenter: FakeUcenter;
}

export interface CaseSceneOptions extends TestAppOptions {
  readonly yuxin?: () => Reaction;
  readonly ucenter?: React;
  /** The routing policy; its prices make MOBILE_OWNER the cheapest by default. */
  readonly policy?: object;
}

export const yuxinFirst = { name: 'test', version: '1', prices: { MOBILE_OWNER: 10, IMPORT: 20 } };

/** A service with Yuxin and ucenter at real sockets, whose approvals count as LIVE. */
export async function openCaseScene(
  opened: Closing,
  {
    yuxin: react = () => agrees,
    ucenter: verify,
    policy = yuxinFirst,
    env = {},
    ...overrides
  }: CaseSceneOptions = {},
): Promise<CaseScene> {
  const yuxin = opened.keep(await openFarEnd(react));
  const ucenter = opened.keep(await openFakeUcenter(verify ? { verify } : {}));
  const app = opened.keep(
    await startTestApp({
      ...overrides,
      env: { ...ucenter.env, ...yuxinEnv(yuxin.baseUrl), ROUTING_POLICY: policyFile(opened, policy), ...env },
    }),
  );
  return { app, yuxin, ucenter };
}

export function yuxinEnv(baseUrl: string): Readonly<Record<string, string>> {
  return { YUXIN_BASE_URL: baseUrl, YUXIN_TOKEN: 'invented-token', YUXIN_KEY: '0123456789abcdef' };
}

/** The path of a file with the policy. */
export function policyFile(opened: Closing, policy: object): string {
  const folder = temporaryFolder();
  opened.keep({ close: async () => folder.remove() });
  const path = join(folder.path, 'policy.json');
  writeFileSync(path, JSON.stringify(policy));
  return path;
}

/** An address at which nothing listens. */
export async function deadAddress(): Promise<string> {
  const farEnd = await openFarEnd(() => 'cut');
  await farEnd.close();
  return farEnd.baseUrl;
}
