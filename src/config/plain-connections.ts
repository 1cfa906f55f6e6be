import { isLoopbackHost } from '../domain/input/address-check';
import type { RegistryEntry } from '../providers/entry';
import type { DatabaseAddress } from '../storage/database-address';
import { vaultOf } from './key-store';
import { witnessAddresses } from './transparency-log';

/** Our own addresses over which tokens, secrets or personal data travel. */
const ownAddresses = ['PUBLIC_URL', 'AUTH_JWKS_URL'];

const wayOut = 'or set ALLOW_INSECURE_HTTP=on if the network in between is yours alone.';

/** One fault for each connection to another machine that anybody on the way could read or change. */
export function plainConnectionFaults(
  env: Readonly<Record<string, string>>,
  registry: readonly RegistryEntry[],
  database: DatabaseAddress,
): readonly string[] {
  const faults = [...ownAddresses, ...registry.flatMap(({ addresses }) => addresses)]
    .filter((name) => isPlainHttp(env[name]))
    .map((name) => `${name} is plain http to another machine: use https, ${wayOut}`);
  if (witnessAddresses(env['LOG_WITNESSES']).some(isPlainHttp)) {
    faults.push(`LOG_WITNESSES is plain http to another machine: use https, ${wayOut}`);
  }
  if (database.kind === 'postgres' && isPlainPostgres(database.url)) {
    faults.push(
      `DATABASE_URL reaches PostgreSQL on another machine without TLS: add ?sslmode=verify-full, ${wayOut}`,
    );
  }
  const keyStore = vaultOf(env['KEYSTORE_URL'] ?? '');
  if (keyStore && isPlainHttp(keyStore.origin)) {
    faults.push(`KEYSTORE_URL is plain http to another machine: use https, ${wayOut}`);
  }
  return faults;
}

function isPlainHttp(address: string | undefined): boolean {
  const url = URL.parse(address ?? '');
  return url?.protocol === 'http:' && !isLoopbackHost(url.hostname);
}

/** Modes in which pg checks the server's certificate; without a check, anybody on the way could be the server. */
const checkedModes: ReadonlySet<string> = new Set(['require', 'verify-ca', 'verify-full']);

/** An address that cannot be parsed counts as plain. */
function isPlainPostgres(address: string): boolean {
  const url = URL.parse(address);
  if (!url) return true;
  const host = parameter(url, 'host') ?? url.hostname;
  const isLocal = host === '' || host.startsWith('/') || host.startsWith('%2F') || isLoopbackHost(host);
  return !isLocal && !isChecked(parameter(url, 'sslmode'), parameter(url, 'uselibpqcompat') === 'true');
}

/** As pg reads it, `require` checks the certificate; as libpq reads it, it does not. */
function isChecked(mode: string | undefined, asLibpq: boolean): boolean {
  return mode !== undefined && checkedModes.has(mode) && !(asLibpq && mode === 'require');
}

/** If a parameter comes twice, pg takes the last value. */
function parameter({ searchParams }: URL, name: string): string | undefined {
  return searchParams.getAll(name).at(-1);
}
