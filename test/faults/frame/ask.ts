/** Runs an operation over HTTP as the owner of an account. Rejects with the errors if there are any. */
export async function askAs<Data>(
  url: string,
  guid: string,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-dev-guid': guid },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as { data?: Data | null; errors?: unknown };
  if (answer.errors || !answer.data) throw new Error(JSON.stringify(answer));
  return answer.data;
}
