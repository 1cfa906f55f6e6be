import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

export const root = join(__dirname, '../../..');

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The lines NAME=value of an env file. */
export function envOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

/** A service of compose.yaml, as far as the tests look at it. */
export interface ComposeService {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly env_file?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly privileged?: boolean;
  readonly network_mode?: string;
  readonly stop_grace_period?: string;
}

export interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

export function readCompose(): Compose {
  return parse(read('compose.yaml'), { merge: true }) as Compose;
}

/** A Kubernetes object; `spec` is looked into by path. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

export function readManifests(path: string): readonly Manifest[] {
  return parseAllDocuments(read(path)).map((document) => document.toJS() as Manifest);
}

/** The value at a path such as `spec.template.spec`. Throws if there is none. */
export function at(value: unknown, path: string): unknown {
  let found = value;
  for (const name of path.split('.')) {
    found = (found as Record<string, unknown> | undefined)?.[name];
    if (found === undefined) throw new Error(`There is nothing at ${path}.`);
  }
  return found;
}

/** The defaults that the image sets. */
export const imageEnv = envOf(
  (/^ENV ([\s\S]*?[^\\])\n/m.exec(read('Dockerfile'))?.[1] ?? '')
    .split('\\\n')
    .map((line) => line.trim())
    .join('\n'),
);
