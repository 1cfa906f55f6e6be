import { isHttpUrl, text } from '../domain/input/setting-value';
import {
  isKeyName,
  noteTypes,
  parseVerifierKey,
  signingKey,
  type VerifierKey,
} from '../domain/log/note-keys';
import { Secret } from '../domain/privacy/secret';
import { integer, onOff } from './values';

/** The settings of the transparency log. */
export interface TransparencyLogConfig {
  /** Origin of the log and name of its key: a URL without its scheme. */
  readonly origin: string;
  /** False if neither LOG_ORIGIN nor PUBLIC_URL is set: then a log that has begun keeps its origin. */
  readonly isOriginSet: boolean;
  /** The log's private key, PKCS#8 in base64; null: one is made for development. */
  readonly key: Secret<string> | null;
  readonly witnesses: readonly LogWitness[];
  /** How many witnesses must cosign a checkpoint before it is published. */
  readonly quorum: number;
}

export interface LogWitness {
  readonly key: VerifierKey;
  /** Submission prefix, without a slash at its end. */
  readonly url: string;
}

export const transparencyLogFields = {
  TRANSPARENCY_LOG: onOff,
  LOG_ORIGIN: text.refine(
    (value) => value === undefined || isKeyName(value),
    'must be a URL without its scheme, such as realname.example.com/log: no spaces and no plus sign',
  ),
  LOG_KEY: text.refine(
    (value) => value === undefined || signingKey('key', noteTypes.note, value) !== null,
    'must be an Ed25519 key, PKCS#8 in base64 (openssl genpkey -algorithm ed25519 -outform DER | base64 -w0)',
  ),
  LOG_WITNESSES: text,
  LOG_WITNESS_QUORUM: integer(0, 0, 32),
};

interface Read {
  readonly HOST: string;
  readonly PORT: number;
  readonly PUBLIC_URL?: string | undefined;
  readonly TRANSPARENCY_LOG?: boolean | undefined;
  readonly LOG_ORIGIN?: string | undefined;
  readonly LOG_KEY?: string | undefined;
  readonly LOG_WITNESSES?: string | undefined;
  readonly LOG_WITNESS_QUORUM: number;
}

/** Null if the log is off. */
export function transparencyLogOf(env: Read, isDev: boolean, faults: string[]): TransparencyLogConfig | null {
  if (env.TRANSPARENCY_LOG === false) return null;
  if (env.LOG_KEY === undefined && !isDev) {
    faults.push(
      'LOG_KEY is needed: the Ed25519 key of the transparency log, PKCS#8 in base64 (openssl genpkey -algorithm ed25519 -outform DER | base64 -w0); or set TRANSPARENCY_LOG=off.',
    );
  }
  const witnesses = witnessesOf(env.LOG_WITNESSES, faults);
  if (env.LOG_WITNESS_QUORUM > witnesses.length && env.LOG_WITNESS_QUORUM > 0) {
    faults.push('LOG_WITNESS_QUORUM must not be greater than the number of LOG_WITNESSES.');
  }
  return {
    origin: env.LOG_ORIGIN ?? originOf(env),
    isOriginSet: (env.LOG_ORIGIN ?? env.PUBLIC_URL) !== undefined,
    key: env.LOG_KEY === undefined ? null : Secret.of(env.LOG_KEY.trim()),
    witnesses,
    quorum: env.LOG_WITNESS_QUORUM,
  };
}

/** Host and port of the public address, and `/log`. */
function originOf({ HOST, PORT, PUBLIC_URL }: Read): string {
  const host = HOST.includes(':') ? `[${HOST}]` : HOST;
  return `${URL.parse(PUBLIC_URL ?? `http://${host}:${PORT}`)?.host ?? 'localhost'}/log`;
}

function witnessesOf(value: string | undefined, faults: string[]): readonly LogWitness[] {
  if (value === undefined) return [];
  const witnesses = value.split(',').flatMap((item): LogWitness[] => {
    const [vkey = '', url = '', ...rest] = item.trim().split(/\s+/);
    const key = parseVerifierKey(vkey);
    if (key?.type !== noteTypes.cosignature || !isHttpUrl(url) || rest.length > 0) return [];
    return [{ key, url: url.replace(/\/+$/, '') }];
  });
  const names = new Set(witnesses.map(({ key }) => key.vkey));
  if (witnesses.length < value.split(',').length || names.size < witnesses.length) {
    faults.push(
      'LOG_WITNESSES must be `<verifier key> <submission prefix>` pairs separated by commas: verifier keys of cosignatures (type 4), each used once, and http or https addresses.',
    );
  }
  return witnesses;
}

/** The addresses of witnesses that are plain http. */
export function witnessAddresses(value: string | undefined): readonly string[] {
  return (value ?? '').split(',').map((item) => item.trim().split(/\s+/)[1] ?? '');
}
