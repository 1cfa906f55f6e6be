import { z } from 'zod';
import type { Config } from '../../config/config';
import { parseJson } from '../../domain/input/json';
import { answered, exchange } from './far-end';
import { type Finding, fail, ok, warn } from './finding';
import { givenAddresses, probeTools } from './providers';

type PublicUrlConfig = Pick<
  Config,
  'publicUrl' | 'host' | 'port' | 'registry' | 'providers' | 'providerTimeoutMs' | 'circuitBreaker'
>;

/**
 * Whether PUBLIC_URL leads to the service, seen from this machine. It sends a request to the running service, through
 * DNS, proxy and certificate as a provider would. Doctor opens no listener of its own, which would need the service's
 * port and could block a service that is just starting. If the service is not running, the finding says that it cannot
 * tell.
 */
export async function publicUrlFindings(
  config: PublicUrlConfig,
  fetch: typeof globalThis.fetch,
): Promise<readonly Finding[]> {
  const { publicUrl, host, port } = config;
  const check = 'public-url';
  const own = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (publicUrl === null) return [];
  const outside = await health(publicUrl, fetch);
  if (outside === null) {
    const callbacks = await Promise.all(
      givenAddresses(config, 'callback').map((name) => callbackFinding(config, publicUrl, name, fetch)),
    );
    return [ok(check, 'PUBLIC_URL leads to a service that is alive'), ...callbacks];
  }
  const runs = port !== 0 && (await health(own, fetch)) === null;
  const found = `PUBLIC_URL does not lead to the service (${outside})`;
  return [
    runs
      ? fail(
          check,
          `${found}, which runs at ${own}`,
          'Check DNS, proxy, certificate and firewall between PUBLIC_URL and the service: pushes, and people who come back, do not arrive.',
        )
      : warn(
          check,
          `${found}, which does not run here`,
          'Start the service, and run `realname doctor` again.',
        ),
  ];
}

const alive = z.object({ status: z.literal('ok') });

/** Null if /healthz answers as it should, otherwise the answer in brief. */
async function health(url: string, fetch: typeof globalThis.fetch): Promise<string | null> {
  const exchanged = await exchange(fetch, `${url}/healthz`);
  const isAlive = exchanged.kind === 'answer' && alive.safeParse(parseJson(exchanged.body)).success;
  return isAlive ? null : answered(exchanged);
}

/** Sends something that is not a push: if it arrives, we refuse it in the provider's form. It changes nothing. */
async function callbackFinding(
  config: PublicUrlConfig,
  publicUrl: string,
  name: string,
  fetch: typeof globalThis.fetch,
): Promise<Finding> {
  const provider = config.providers[name]?.create(probeTools(config, fetch, () => new Date()));
  const exchanged = await exchange(fetch, `${publicUrl}/callbacks/${name.toLowerCase()}/realname-doctor`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const isOurs =
    exchanged.kind === 'answer' && hasFieldsOf(provider?.push?.refused('doctor'), parseJson(exchanged.body));
  return isOurs
    ? ok('callbacks', `Pushes of ${name} to PUBLIC_URL/callbacks/* arrive`)
    : fail(
        'callbacks',
        `requests to PUBLIC_URL/callbacks/* do not arrive (${answered(exchanged)})`,
        'Make the proxy forward POST /callbacks/*, with its body, to the service.',
      );
}

/** Compares the form only, which is the provider's: another release may word the reason differently. */
function hasFieldsOf(form: unknown, body: unknown): boolean {
  if (typeof form !== 'object' || form === null || typeof body !== 'object' || body === null) return false;
  return Object.keys(form).every((field) => field in body);
}
