import type { TestApp } from '../../support/app';

/** An invented person: the number has a right check digit and belongs to nobody. */
export const lin = { name: '林试三', certType: 'RESIDENT_ID_CARD', certNo: '330102199311270039' } as const;

/** The application's address for the browser. No server listens there, and no browser goes there. */
export const redirectUri = 'http://127.0.0.1:9/app/done?step=2&back=%2Fhome%20page#top';

/** A PNG's first bytes, padded to the smallest size that is taken by default. */
export const facePhoto = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  Buffer.alloc(10 * 1024, 9),
]).toString('base64');

export interface SeenLinkId {
  readonly id: string;
  readonly version: number;
  readonly method: string;
  readonly status: string;
  readonly authUrl: string | null;
  readonly expiresAt: string | null;
  readonly decidedAt: string | null;
  readonly references: { readonly at: string | null };
  readonly subject: Readonly<Record<string, string | null>>;
  readonly failure: Readonly<Record<string, unknown>> | null;
  readonly history: readonly {
    readonly version: number;
    readonly status: string;
    readonly cause: string;
    readonly message: string | null;
  }[];
}

export interface Payload {
  readonly verification: SeenLinkId | null;
  readonly inputErrors: readonly {
    readonly path: readonly string[];
    readonly code: string;
    readonly message: string;
  }[];
}

type Input = Readonly<Record<string, unknown>>;
type Headers = Record<string, string>;

const shown = `verification {
    id version method status authUrl expiresAt decidedAt
    references { at }
    subject { realName certType identityNo mobileNo }
    failure { code message providerCode providerMessage retryable }
    history { version status cause message }
  }`;
const payload = `${shown} inputErrors { path code message }`;

const operations = {
  page: `mutation ($input: StartLinkIdVerificationInput!) {
    answer: startLinkIdVerification(input: $input) { ${payload} }
  }`,
  photo: `mutation ($input: VerifyLinkIdPhotoInput!) { answer: verifyLinkIdPhoto(input: $input) { ${payload} } }`,
  app: `mutation ($input: StartLinkIdAppVerificationInput!) {
    answer: startLinkIdAppVerification(input: $input) { ${payload} }
  }`,
  complete: `mutation ($input: CompleteLinkIdVerificationInput!) {
    answer: completeLinkIdVerification(input: $input) { ${payload} }
  }`,
  refresh: `mutation ($id: ID!) { answer: refreshVerification(id: $id) { ${payload} } }`,
  cancel: `mutation ($id: ID!) { answer: cancelVerification(id: $id) { ${payload} } }`,
} as const;

const inputs: Readonly<Record<'page' | 'photo' | 'app', Input>> = {
  page: { ...lin, redirectUri },
  photo: { ...lin, idPicture: facePhoto },
  app: { appId: '62397d04cf978600013ee242', service: redirectUri, userId: 'lin003', platform: 'PC' },
};

async function run(
  app: TestApp,
  operation: string,
  variables: Record<string, unknown>,
  headers?: Headers,
): Promise<Payload> {
  const { answer } = await app.query<{ answer: Payload }>(operation, variables, headers);
  return answer;
}

/** The answer to a start with a right input that has these changes. */
export function answerTo(
  app: TestApp,
  method: keyof typeof inputs,
  changes: Input = {},
  headers?: Headers,
): Promise<Payload> {
  return run(app, operations[method], { input: { ...inputs[method], ...changes } }, headers);
}

/** The same, where it must be accepted. */
export async function started(
  app: TestApp,
  method: keyof typeof inputs,
  changes: Input = {},
  headers?: Headers,
): Promise<SeenLinkId> {
  return accepted(await answerTo(app, method, changes, headers));
}

/** Starts a page to which a person must be able to go. */
export async function startedPage(
  app: TestApp,
  changes: Input = {},
  headers?: Headers,
): Promise<SeenLinkId & { readonly authUrl: string }> {
  const verification = await started(app, 'page', changes, headers);
  const { authUrl } = verification;
  if (authUrl === null) throw new Error(`there is no page: ${verification.status}`);
  return { ...verification, authUrl };
}

export function complete(app: TestApp, input: Input, headers?: Headers): Promise<Payload> {
  return run(app, operations.complete, { input }, headers);
}

export function refresh(app: TestApp, id: string, headers?: Headers): Promise<Payload> {
  return run(app, operations.refresh, { id }, headers);
}

export function cancel(app: TestApp, id: string): Promise<Payload> {
  return run(app, operations.cancel, { id });
}

/** Reads a verification that must be there. */
export async function lookAt(app: TestApp, id: string): Promise<SeenLinkId> {
  const query = `query ($id: ID!) { ${shown.replace('verification {', 'verification(id: $id) {')} }`;
  const { verification } = await app.query<{ verification: SeenLinkId | null }>(query, { id });
  if (!verification) throw new Error('there is no such verification');
  return verification;
}

export function accepted({ verification, inputErrors }: Payload): SeenLinkId {
  if (!verification) throw new Error(`it was not accepted: ${JSON.stringify(inputErrors)}`);
  return verification;
}

/** Path and code of everything that was wrong with a request that must not be accepted. */
export function faults({ verification, inputErrors }: Payload): string[] {
  if (verification) throw new Error('it was accepted');
  return inputErrors.map(({ path, code }) => `${path.join('.')} ${code}`).sort();
}

/** The history of a verification, one line for each recorded change. */
export function changes({ history }: SeenLinkId): string[] {
  return history.map(({ status, cause }) => `${status} ${cause}`);
}

/** A caller that is this account and nothing more. */
export function as(guid: string, scopes = 'none'): Headers {
  return { 'x-dev-guid': guid, 'x-dev-scopes': scopes };
}
