import type { DemoClient } from './client.mts';
import { DemoFault } from './fault.mts';

/** The fields of a verification that the demo uses. */
export interface DemoVerification {
  readonly id: string;
  readonly version: number;
  readonly method: string;
  readonly status: string;
  readonly authUrl: string | null;
  readonly secondInspection: string | null;
  readonly references: { readonly rnAuthTicket: string | null };
  readonly subject: { readonly realName: string | null; readonly identityNo: string | null };
  readonly membership: { readonly serialNo: string | null } | null;
  readonly relativeInfo: readonly { readonly relation: string | null }[];
  readonly conflict: { readonly guid: string | null; readonly mergeable: boolean } | null;
  readonly failure: { readonly code: string } | null;
  readonly assurance: { readonly level: string };
}

const fields = `id version method status authUrl secondInspection
  references { rnAuthTicket } subject { realName identityNo } membership { serialNo } relativeInfo { relation }
  conflict { guid mergeable } failure { code } assurance { level }`;

interface InputError {
  readonly path: readonly string[];
  readonly message: string;
}

interface Payload {
  readonly verification: DemoVerification | null;
  readonly inputErrors: readonly InputError[];
}

/** Sends a mutation whose input type has the mutation's name. Throws DemoFault if the input is not accepted. */
export async function submit(
  client: DemoClient,
  mutation: string,
  input: Readonly<Record<string, unknown>>,
): Promise<DemoVerification> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const document = `mutation Submit($input: ${type}!) {
    ${mutation}(input: $input) { verification { ${fields} } inputErrors { path message } }
  }`;
  const data = await client.ask<Readonly<Record<string, Payload>>>(document, { input });
  return acceptedBy(data[mutation]);
}

interface CodePayload {
  readonly nextAllowedAt: string | null;
  readonly failure: { readonly message: string } | null;
  readonly inputErrors: readonly InputError[];
}

/** Has an SMS code sent. Throws DemoFault if none was. */
export async function sendCode(
  client: DemoClient,
  mutation: 'sendMobileCode' | 'sendMergeCode',
  input: Readonly<Record<string, unknown>>,
): Promise<void> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const document = `mutation Send($input: ${type}!) {
    ${mutation}(input: $input) { nextAllowedAt failure { message } inputErrors { path message } }
  }`;
  const payload = (await client.ask<Readonly<Record<string, CodePayload>>>(document, { input }))[mutation];
  if (payload?.nextAllowedAt) return;
  const faults = [payload?.failure, ...(payload?.inputErrors ?? [])].map((fault) => fault?.message ?? '');
  throw new DemoFault(`No code was sent: ${faults.join(' ')}`);
}

/** The digest of what a merge would move. Throws DemoFault if it cannot be merged. */
export async function previewDigestOf(client: DemoClient, id: string): Promise<string> {
  const { mergePreview } = await client.ask<{ readonly mergePreview: { readonly digest: string } | null }>(
    'query Preview($id: ID!) { mergePreview(verificationId: $id) { digest } }',
    { id },
  );
  if (mergePreview) return mergePreview.digest;
  throw new DemoFault('The conflict cannot be merged.');
}

/** Sends a mutation whose only argument is a verification's id. Throws DemoFault if it is not accepted. */
export async function submitId(client: DemoClient, mutation: string, id: string): Promise<DemoVerification> {
  const document = `mutation Submit($id: ID!) {
    ${mutation}(id: $id) { verification { ${fields} } inputErrors { path message } }
  }`;
  const data = await client.ask<Readonly<Record<string, Payload>>>(document, { id });
  return acceptedBy(data[mutation]);
}

/** The verification as it stands now. Throws DemoFault if it cannot be read. */
export async function read(client: DemoClient, id: string): Promise<DemoVerification> {
  const { verification } = await client.ask<{ readonly verification: DemoVerification | null }>(
    `query Read($id: ID!) { verification(id: $id) { ${fields} } }`,
    { id },
  );
  if (verification) return verification;
  throw new DemoFault('The verification cannot be read back.');
}

/** The address for the person's browser. Throws DemoFault if there is none. */
export function authUrlOf({ authUrl }: DemoVerification): string {
  if (authUrl !== null) return authUrl;
  throw new DemoFault('The verification waits for the person but has no authUrl.');
}

function acceptedBy(payload: Payload | undefined): DemoVerification {
  if (payload?.verification) return payload.verification;
  const faults = payload?.inputErrors.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
  throw new DemoFault(`The service did not accept the request: ${faults.join(' ')}`);
}
