/** Runs an operation over HTTP. Where the service answers with errors, the test fails with them. */
export async function ask<Data>(
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as { data?: Data | null; errors?: unknown };
  if (answer.errors || !answer.data) throw new Error(JSON.stringify(answer));
  return answer.data;
}

export interface HistoryEvent {
  readonly version: number;
  readonly status: string;
  readonly cause: string;
}

export interface StoredVerification {
  readonly version: number;
  readonly status: string;
  readonly history: readonly HistoryEvent[];
}

export interface Started {
  readonly id: string;
  readonly status: string;
  readonly authUrl: string;
  readonly references: { readonly busiSeq: string };
}

/** Starts a OneNET verification that must be accepted. */
export async function startOneNet(url: string, phone: string): Promise<Started> {
  const { startOneNetVerification } = await ask<{ startOneNetVerification: { verification: Started } }>(
    url,
    `mutation Start($phone: String!) {
      startOneNetVerification(input: { userId: 38453, phone: $phone }) {
        verification { id status authUrl references { busiSeq } }
      }
    }`,
    { phone },
  );
  return startOneNetVerification.verification;
}

/** A verification with its whole history; null where it is unknown. */
export async function readVerification(url: string, id: string): Promise<StoredVerification | null> {
  const { verification } = await ask<{ verification: StoredVerification | null }>(
    url,
    'query Read($id: ID!) { verification(id: $id) { version status history { version status cause } } }',
    { id },
  );
  return verification;
}

export const followSubscription = `subscription Follow($id: ID!, $sinceVersion: Int) {
  verificationUpdated(id: $id, sinceVersion: $sinceVersion) { version status cause }
}`;

export interface Followed {
  readonly verificationUpdated: HistoryEvent;
}
