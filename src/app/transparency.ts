import { createHash, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Config } from '../config/config';
import { ConfigError } from '../config/config-error';
import { logKeyPathOf } from '../config/database-address';
import { makePrivateKey, noteTypes, pkcs8OfSeed, type SigningKey, signingKey } from '../domain/log/note-keys';
import { startLogKeeper } from '../jobs/log-keeper';
import { LogMismatch, logPolicy, openLog } from '../service/log/open-log';
import type { ServiceTools, Transparency } from '../service/tools';
import { makeFileOnce } from '../storage/encryption/make-file-once';

interface Tools extends Pick<ServiceTools, 'store' | 'log'> {
  readonly fetch: typeof globalThis.fetch;
}

/** Begins the transparency log, or goes on with it. Null if it is off. Throws ConfigError for the settings of another log. */
export async function openTransparencyLog(
  config: Config,
  { store, log, fetch }: Tools,
): Promise<Transparency | null> {
  const { transparencyLog: settings, auth } = config;
  if (!settings) {
    await store.log.rest();
    return null;
  }
  const secret = (purpose: string) => store.encryption.fingerprint(purpose);
  try {
    const key = await openLog({ store, log }, (begun) => logKeyOf(config, secret, begun));
    await store.log.keep();
    const { witnesses, quorum } = settings;
    return { key, witnesses, quorum, fetch, isOpen: auth.mode === 'dev' };
  } catch (error) {
    if (error instanceof LogMismatch) throw new ConfigError([error.message]);
    throw error;
  }
}

/** Records the policies in force, and keeps the log from now on. The returned function stops that. */
export async function keepTransparencyLog(
  tools: ServiceTools,
  transparency: Transparency,
): Promise<() => Promise<void>> {
  const { assurance, routing } = tools.settings;
  await logPolicy(tools, 'ASSURANCE', assurance.policy.name);
  await logPolicy(tools, 'ROUTING', routing.name);
  return startLogKeeper(tools, transparency);
}

/**
 * The key of the log; `begun` is the origin of a log that has begun, null for a new one. Throws ConfigError if the key
 * cannot be read.
 */
export function logKeyOf(
  config: Config,
  secret: (purpose: string) => string,
  begun: string | null,
): SigningKey {
  const { transparencyLog: settings, database } = config;
  if (!settings) throw new ConfigError(['TRANSPARENCY_LOG is off: there is no log and no key of it.']);
  const pkcs8 =
    settings.key?.reveal() ??
    (database.kind === 'sqlite' ? readOrMake(logKeyPathOf(database)) : derived(secret('log key')));
  const origin = settings.isOriginSet || begun === null ? settings.origin : begun;
  const key = signingKey(origin, noteTypes.note, pkcs8);
  if (key) return key;
  throw new ConfigError([
    'LOG_KEY, or the key file next to the database, is not an Ed25519 key, PKCS#8 in base64.',
  ]);
}

/** A database without a file next to it, in development: the key is the same in every process and after a restart. */
function derived(secret: string): string {
  const seed = hkdfSync('sha256', createHash('sha256').update(secret).digest(), '', 'transparency log', 32);
  return pkcs8OfSeed(Buffer.from(seed));
}

function readOrMake(path: string): string {
  try {
    makeFileOnce(path, () => `${makePrivateKey()}\n`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError([
      `LOG_KEY: the key file ${path} cannot be made (${code}). Make its folder writable.`,
    ]);
  }
  return readFileSync(path, 'utf8');
}
