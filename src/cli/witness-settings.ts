import { z } from 'zod';
import { ConfigError } from '../config/config-error';
import { type ReadFile, readTextFile, withSecretFiles } from '../config/secret-files';
import { integer, list } from '../config/values';
import {
  noteTypes,
  parseVerifierKey,
  type SigningKey,
  signingKey,
  type VerifierKey,
} from '../domain/log/note-keys';

/** The settings of `realname witness`. */
export interface WitnessSettings {
  readonly host: string;
  readonly port: number;
  /** Its type is that of cosignatures. */
  readonly key: SigningKey;
  readonly logs: readonly VerifierKey[];
  /** The folder of its state. */
  readonly state: string;
}

const needed = (what: string) => z.string({ error: `is needed: ${what}` }).trim();

const settings = z.object({
  /** Address to listen on. */
  WITNESS_HOST: z.string().trim().default('127.0.0.1'),
  WITNESS_PORT: integer(4020, 0, 65_535),
  /** Name of its key. */
  WITNESS_NAME: needed('a URL without its scheme, such as witness.example/w1'),
  WITNESS_KEY: needed('an Ed25519 key, PKCS#8 in base64'),
  /** Verifier keys of the logs that it knows. */
  WITNESS_LOGS: list.refine(
    (logs) => logs !== undefined,
    'is needed: the verifier key of each log (realname log key)',
  ),
  WITNESS_STATE: needed('the folder of its state'),
});

/** Throws one ConfigError that lists every fault; values are not repeated. */
export function readWitnessSettings(
  env: Readonly<Record<string, string | undefined>>,
  readFile: ReadFile = readTextFile,
): WitnessSettings {
  const named = Object.entries(env).filter(
    (entry): entry is [string, string] => (entry[1] ?? '').trim() !== '',
  );
  const faults: string[] = [];
  const given = withSecretFiles(Object.fromEntries(named), ['WITNESS_KEY'], readFile, faults);
  const read = settings.safeParse(given);
  faults.push(...(read.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}.`));
  if (!read.data || faults.length > 0) throw new ConfigError(faults);
  const { WITNESS_NAME: name, WITNESS_KEY: secret, WITNESS_LOGS: vkeys = [], ...rest } = read.data;
  const key = signingKey(name, noteTypes.cosignature, secret);
  if (!key) {
    faults.push(
      'WITNESS_KEY must be an Ed25519 key, PKCS#8 in base64, and WITNESS_NAME must have no spaces and no plus sign.',
    );
  }
  const logs = vkeys.flatMap((vkey, at) => {
    const log = parseVerifierKey(vkey);
    if (log?.type === noteTypes.note) return [log];
    faults.push(
      `WITNESS_LOGS: value ${at + 1} is not the verifier key of a log, which \`realname log key\` prints.`,
    );
    return [];
  });
  if (!key || faults.length > 0) throw new ConfigError(faults);
  return { host: rest.WITNESS_HOST, port: rest.WITNESS_PORT, key, logs, state: rest.WITNESS_STATE };
}
