import type { Config } from '../../config/config';
import { sentenceOn } from '../../config/unknown-settings';
import { isLoopbackHost } from '../../domain/input/address-check';
import { type Finding, fail, ok, warn } from './finding';
import { givenAddresses } from './providers';

export const correctTheName = 'Correct the name, or remove it from the environment.';

/** A summary of the settings, and those that are unsafe when callers are not trusted. */
export function settingsFindings(config: Config): readonly Finding[] {
  return [
    ok('settings', summaryOf(config)),
    ...config.unknown.map((unknown) => warn('unknown-setting', sentenceOn(unknown), correctTheName)),
    publicUrlScheme(config),
    redirectAllowlist(config),
    callbackAllowlist(config),
    sandboxFinding(config),
  ].filter((finding) => finding !== null);
}

function summaryOf({ auth, database, providers }: Config): string {
  const names = Object.entries(providers).flatMap(([name, set]) => (set === null ? [] : [name]));
  const product = database.kind === 'postgres' ? 'PostgreSQL' : 'SQLite';
  return `AUTH_MODE=${auth.mode}, ${product}, providers: ${names.join(', ') || 'none'}`;
}

function publicUrlScheme(config: Config): Finding | null {
  const { auth, publicUrl } = config;
  const check = 'public-url-scheme';
  if (publicUrl === null) {
    const told = [...givenAddresses(config, 'callback'), ...givenAddresses(config, 'return')];
    return told.length > 0
      ? fail(
          check,
          `PUBLIC_URL is not set, so that ${told.join(' and ')} would be given an address of this machine`,
          'Set PUBLIC_URL to the address at which providers and browsers reach the service.',
        )
      : null;
  }
  if (publicUrl.startsWith('https:')) return ok(check, 'PUBLIC_URL is https');
  if (auth.mode === 'dev' || isLoopback(publicUrl))
    return ok(check, 'PUBLIC_URL is http, on this machine or in development');
  return fail(
    check,
    'PUBLIC_URL is http: results, and the callback addresses that authorise them, travel in plain text',
    'Put a proxy with a certificate in front of the service, and set PUBLIC_URL to its https address.',
  );
}

function redirectAllowlist(config: Config): Finding | null {
  const { auth, redirectAllowlist: list } = config;
  const returning = givenAddresses(config, 'return');
  if (returning.length === 0 && auth.mode === 'dev') return null;
  const check = 'redirect-allowlist';
  if (list !== 'loopback' && list.length === 0) {
    return returning.length > 0
      ? fail(
          check,
          `REDIRECT_ALLOWLIST is empty: no verification on a page of ${returning.join(' or ')} can be started`,
          'Set REDIRECT_ALLOWLIST to the origins of the applications that send people there, e.g. https://app.example.com.',
        )
      : ok(check, 'REDIRECT_ALLOWLIST is empty, and no provider needs it');
  }
  return originsFinding(check, 'REDIRECT_ALLOWLIST', list, auth.mode);
}

function callbackAllowlist({ auth, server }: Config): Finding | null {
  const check = 'subscription-callback-allowlist';
  const list = server.callbackAllowlist;
  if (auth.mode === 'dev') return null;
  if (list.length === 0) {
    return warn(
      check,
      'SUBSCRIPTION_CALLBACK_ALLOWLIST is empty: subscriptions by router callback are refused',
      "Set it to the router's origin if the router uses callback/1.0; leave it empty for WebSocket or SSE.",
    );
  }
  return originsFinding(check, 'SUBSCRIPTION_CALLBACK_ALLOWLIST', list, auth.mode);
}

function originsFinding(
  check: string,
  name: string,
  list: readonly string[] | 'loopback',
  mode: 'dev' | 'jwt',
): Finding {
  if (list === 'loopback') return ok(check, `${name}: this machine`);
  const plain = list.filter((origin) => origin.startsWith('http:') && !isLoopback(origin));
  if (mode === 'jwt' && plain.length > 0) {
    return warn(
      check,
      `${name} has ${plain.length} origins that are http: ${plain.join(', ')}`,
      'Name their https origins: over http, anyone on the way can read and change the traffic.',
    );
  }
  return ok(check, `${name} has ${list.length} origins`);
}

function sandboxFinding({ auth, sandbox }: Config): Finding | null {
  if (sandbox === null) return null;
  const found = 'the sandbox replaces every provider that is not set: it verifies no real person';
  return auth.mode === 'dev'
    ? ok('sandbox', found)
    : warn('sandbox', found, 'Remove SANDBOX=on, and set the providers, before real people come.');
}

function isLoopback(address: string): boolean {
  return isLoopbackHost(new URL(address).hostname);
}
