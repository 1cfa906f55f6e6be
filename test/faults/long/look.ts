import { askAs } from '../frame/ask';

const versionsQuery = `query ($guid: ID!) {
  verifications(first: 50, filter: { guid: $guid }) { nodes { id version } }
}`;

/** The version that each verification of an account has reached. */
export async function versionsOf(url: string, guid: string): Promise<ReadonlyMap<string, number>> {
  const { verifications } = await askAs<{ verifications: { nodes: { id: string; version: number }[] } }>(
    url,
    guid,
    versionsQuery,
    { guid },
  );
  return new Map(verifications.nodes.map(({ id, version }) => [id, version]));
}

/** The value of a metric, by its name and labels as /metrics writes them; 0 where it is not there yet. */
export async function metricOf(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return Number(line?.slice(name.length) ?? 0);
}

/** Resolves when nothing waits in the inbox any more. */
export async function inboxEmptied(url: string): Promise<void> {
  while ((await metricOf(url, 'realname_inbox_pushes{state="waiting"}')) > 0) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
