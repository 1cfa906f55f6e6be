import { readFileSync } from 'node:fs';
import type { RegistryEntry } from '../providers/entry';

const ownSecrets = [
  'DATABASE_URL',
  'BUS_URL',
  'ENCRYPTION_KEYS',
  'KEYSTORE_TOKEN',
  'LINKID_SOURCE_TOKEN',
  'LOG_KEY',
  'OTEL_EXPORTER_OTLP_HEADERS',
];

/** Settings that are secret, or hold a password. Each can be given as the path of a file: NAME_FILE. */
export function secretNamesOf(registry: readonly RegistryEntry[]): readonly string[] {
  return [...ownSecrets, ...registry.flatMap(({ secrets }) => secrets)];
}

export type ReadFile = (path: string) => string;

export const readTextFile: ReadFile = (path) => readFileSync(path, 'utf8');

/**
 * The environment with every NAME_FILE replaced by NAME and the text of that file, without the newline that editors and
 * `echo` leave at its end. Faults are reported without path and text.
 */
export function withSecretFiles(
  env: Readonly<Record<string, string>>,
  secretNames: readonly string[],
  readFile: ReadFile,
  faults: string[],
): Readonly<Record<string, string>> {
  const filled = { ...env };
  for (const name of secretNames) {
    const path = env[`${name}_FILE`];
    if (path === undefined) continue;
    if (env[name] !== undefined) {
      faults.push(`${name} and ${name}_FILE are both set: keep one of them.`);
      continue;
    }
    try {
      const text = readFile(path.trim()).replace(/\r?\n$/, '');
      if (text.trim() === '') faults.push(`${name}_FILE names a file that is empty.`);
      else filled[name] = text;
    } catch (error) {
      const { code = 'unreadable' } = error as NodeJS.ErrnoException;
      faults.push(`${name}_FILE names a file that cannot be read (${code}).`);
    }
  }
  return filled;
}
