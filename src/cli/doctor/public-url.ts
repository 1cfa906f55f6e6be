import { z } from 'zod';
import type { Config } from '../../config';
import { answered, exchange, parseJson } from './far-end';
import { type Finding, fail, ok, warn } from './finding';

/**
 * Whether PUBLIC_URL leads to the service, asked from here. The running service is asked, through DNS, proxy and
 * certificate as a provider would: a listener made for the purpose would need the service's own port, and could keep a
 * service that is just starting from it. Where the service does not run there is nothing to be told, and it says so.
 */
export async function publicUrlFindings(
  { publicUrl, host, port, providers }: Pick<Config, 'publicUrl' | 'host' | 'port' | 'providers'>,
  fetch: typeof globalThis.fetch,
): Promise<readonly Finding[]> {
  const check = 'public-url';
  const own = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (publicUrl === null) return [];
  const outside = await health(publicUrl, fetch);
  if (outside === null) {
    const callbacks = providers.onenet ? [await callbackFinding(publicUrl, fetch)] : [];
    return [ok(check, 'PUBLIC_URL leads to a service that is alive'), ...callbacks];
  }
  const runs = port !== 0 && (await health(own, fetch)) === null;
  const found = `PUBLIC_URL does not lead to the service (${outside})`;
  return [
    runs
      ? fail(
          check,
          `${found}, which runs at ${own}`,
          'Look at DNS, proxy, certificate and firewall between PUBLIC_URL and the service: pushes and people who come back do not arrive.',
        )
      : warn(check, `${found}, which does not run here`, 'Start the service, and ask again.'),
  ];
}

const alive = z.object({ status: z.literal('ok') });

/** Null where /healthz answers as it should, else what came. */
async function health(url: string, fetch: typeof globalThis.fetch): Promise<string | null> {
  const exchanged = await exchange(fetch, `${url}/healthz`);
  const isAlive = exchanged.kind === 'answer' && alive.safeParse(parseJson(exchanged.body)).success;
  return isAlive ? null : answered(exchanged);
}

const refusal = z.object({ errno: z.number() });

/** A push that is none gets our refusal where it arrives; it changes nothing. */
async function callbackFinding(publicUrl: string, fetch: typeof globalThis.fetch): Promise<Finding> {
  const exchanged = await exchange(fetch, `${publicUrl}/callbacks/onenet/realname-doctor`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const isOurs = exchanged.kind === 'answer' && refusal.safeParse(parseJson(exchanged.body)).success;
  return isOurs
    ? ok('callbacks', "OneNET's pushes arrive below PUBLIC_URL/callbacks")
    : fail(
        'callbacks',
        `what is posted below PUBLIC_URL/callbacks does not arrive (${answered(exchanged)})`,
        'Have the proxy pass POST /callbacks/* on, with its body, to the service.',
      );
}
