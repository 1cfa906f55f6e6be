import type { MethodInput } from '../../../src/domain/input/input-check';
import type { Outcome } from '../../../src/domain/verification/outcome';
import type { FailureCode, Verification } from '../../../src/domain/verification/verification';
import type { RegistryEntry } from '../../../src/providers/entry';
import type { Reaction } from '../../support/far-end';

/** What an outcome is expected to be, as far as it matters to everybody else. */
export interface Expected {
  readonly kind: Outcome['kind'];
  readonly code?: FailureCode;
  readonly retryable?: boolean;
  readonly secondInspection?: 'PASSED' | 'FAILED';
}

/** An answer as a document shows it, or as none does. */
export interface Recorded {
  readonly name: string;
  readonly answer: Reaction;
  readonly expected: Expected;
  /** The value in it that no document names, and that an operator has to read in the log. */
  readonly unnamed?: string;
}

export interface MethodCase {
  readonly input: MethodInput;
  /** What in it is personal or secret. */
  readonly confidential: readonly string[];
  /** Which of it the document itself puts into an address. */
  readonly inAddress?: readonly string[];
  /** False where it is sent without an application token, though others of the provider need one. */
  readonly withToken?: false;
  readonly documented: readonly Recorded[];
  readonly undocumented: readonly Recorded[];
  /** An answer that repeats what is confidential wherever it can. */
  readonly echo: Reaction;
}

export interface QueryCase {
  readonly verification: Verification;
  /** One that cannot be asked about. */
  readonly unaskable: Verification;
  readonly documented: readonly Recorded[];
  readonly undocumented: readonly Recorded[];
}

export interface PushCase {
  readonly documented: readonly {
    readonly name: string;
    readonly body: unknown;
    readonly expected: Expected;
  }[];
  readonly undocumented: readonly {
    readonly name: string;
    readonly body: unknown;
    readonly unnamed: string;
  }[];
  /** What cannot be one of its pushes. */
  readonly malformed: readonly unknown[];
  readonly acknowledged: unknown;
}

export interface ProviderCase {
  readonly entry: RegistryEntry;
  /** The environment that switches it on. */
  readonly env: (baseUrl: string) => Readonly<Record<string, string>>;
  /** The secrets in the settings. */
  readonly secrets: readonly string[];
  /** Which of them the document itself puts into the address of the token server. */
  readonly secretsInAddress?: readonly string[];
  /** The token server: its path, and what it answers. */
  readonly token?: { readonly path: string; readonly answer: Reaction };
  readonly methods: Readonly<Record<string, MethodCase>>;
  readonly query?: QueryCase;
  readonly push?: PushCase;
}

export function entryOf(registry: readonly RegistryEntry[], name: string): RegistryEntry {
  const entry = registry.find((entry) => entry.name === name);
  if (!entry) throw new Error(`there is no ${name}`);
  return entry;
}
