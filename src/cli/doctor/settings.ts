import type { Config } from '../../config';
import { isLoopbackHost } from '../../domain/address-check';
import { sqlitePathOf } from '../database';
import { type Finding, fail, ok, warn } from './finding';

/** What is set, in words, and what of it is not as it should be where callers are not to be trusted. */
export function settingsFindings(config: Config): readonly Finding[] {
  return [
    ok('settings', summaryOf(config)),
    publicUrlScheme(config),
    redirectAllowlist(config),
    callbackAllowlist(config),
    sandboxFinding(config),
  ].filter((finding) => finding !== null);
}

function summaryOf({ auth, databaseUrl, providers }: Config): string {
  const names = Object.entries(providers).flatMap(([name, set]) =>
    set === null ? [] : [name.toUpperCase()],
  );
  const database = sqlitePathOf(databaseUrl) === null ? 'PostgreSQL' : 'SQLite';
  return `AUTH_MODE=${auth.mode}, ${database}, providers: ${names.join(', ') || 'none'}`;
}

function publicUrlScheme({ auth, publicUrl, providers }: Config): Finding | null {
  const check = 'public-url-scheme';
  if (publicUrl === null) {
    return providers.onenet || providers.linkid
      ? fail(
          check,
          'PUBLIC_URL is not set, and OneNET or LinkID is told an address of this machine',
          'Set PUBLIC_URL to where providers and browsers reach the service.',
        )
      : null;
  }
  if (publicUrl.startsWith('https:')) return ok(check, 'PUBLIC_URL is https');
  if (auth.mode === 'dev' || isLoopback(publicUrl))
    return ok(check, 'PUBLIC_URL is http, on this machine or in development');
  return fail(
    check,
    'PUBLIC_URL is http: results, and the addresses that are their credential, travel in plain text',
    'Put a proxy with a certificate in front of the service, and set PUBLIC_URL to its https address.',
  );
}

function redirectAllowlist({ auth, redirectAllowlist: list, providers }: Config): Finding | null {
  if (providers.linkid === null && auth.mode === 'dev') return null;
  const check = 'redirect-allowlist';
  if (list !== 'loopback' && list.length === 0) {
    return providers.linkid
      ? fail(
          check,
          'REDIRECT_ALLOWLIST is empty: no verification can be started on a page of LinkID',
          'Set REDIRECT_ALLOWLIST to the origins of the applications that send people there, e.g. https://app.example.com.',
        )
      : ok(check, 'REDIRECT_ALLOWLIST is empty, and no provider needs it');
  }
  return originsFinding(check, 'REDIRECT_ALLOWLIST', list, auth.mode);
}

function callbackAllowlist({ auth, doors }: Config): Finding | null {
  const check = 'subscription-callback-allowlist';
  const list = doors.callbackAllowlist;
  if (auth.mode === 'dev') return null;
  if (list.length === 0) {
    return warn(
      check,
      'SUBSCRIPTION_CALLBACK_ALLOWLIST is empty: subscriptions by router callback are refused',
      "Set it to the router's origin where the router uses callback/1.0; with WebSocket or SSE leave it.",
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
      'Name their https origins: over http anybody on the way reads what is sent there, and changes it.',
    );
  }
  return ok(check, `${name} has ${list.length} origins`);
}

function sandboxFinding({ auth, sandbox }: Config): Finding | null {
  if (sandbox === null) return null;
  const found = 'the sandbox stands in for every provider that is not set: nobody is really verified there';
  return auth.mode === 'dev'
    ? ok('sandbox', found)
    : warn('sandbox', found, 'Take SANDBOX=on away, and set the providers, before real people come.');
}

function isLoopback(address: string): boolean {
  return isLoopbackHost(new URL(address).hostname);
}
