import { hash } from 'node:crypto';
import type { DocumentNode, ExecutionResult, GraphQLError, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Coalescer } from '../../domain/coalescer';
import type { Compiled } from '../../graphql/execution';
import type { Rememberable } from '../../graphql/remembered/rememberable';
import type { CostEstimator } from './cost';
import type { StrictVariable } from './null-variables';

/** An operation of a document that was found valid. */
export interface KnownOperation {
  /** The text and the operation's name. */
  readonly key: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly cost: CostEstimator;
  readonly strict: readonly StrictVariable[];
  readonly readsAccounts: boolean;
  readonly events: Coalescer<ExecutionResult>;
  rememberable: Rememberable | null;
  compiled: Compiled | null;
  /** Whether compiling was attempted: `compiled` stays null if it was not possible. */
  isSettled: boolean;
  /** Uses by signed-in callers since `countedFrom`. */
  uses: number;
  countedFrom: number;
}

/** About what an operation takes in memory; bench/README.md has the measurements. */
const bytes = { operation: 5000, token: 450, compiledToken: 600, character: 4, error: 1500 };

/** A use that lies further back than this no longer counts. */
export const windowMs = 60_000;

/** Documents of callers without a token are kept apart, and fewer of them, so that they cannot push out the others'. */
const signedInBounds = { max: 5000, maxSize: 48 * 1024 * 1024 };
const anonymousBounds = { max: 500, maxSize: 4 * 1024 * 1024 };
const refusalBounds = { max: 1000, maxSize: 4 * 1024 * 1024 };
/** Hashes of texts, of some 150 bytes each. */
const onceBounds = { max: 20_000 };

/** Operations that were parsed and validated, and texts that were refused, within a bound on their memory. */
export class KnownOperations {
  readonly #signedIn = new LRUCache<string, KnownOperation>({
    ...signedInBounds,
    sizeCalculation: bytesOf,
  });
  readonly #anonymous = new LRUCache<string, KnownOperation>({
    ...anonymousBounds,
    sizeCalculation: bytesOf,
  });
  readonly #refusals = new LRUCache<string, readonly GraphQLError[]>({
    ...refusalBounds,
    sizeCalculation: (errors) =>
      errors.reduce((sum, { message }) => sum + bytes.error + message.length * bytes.character, 0),
  });

  /** When a text was seen that is not kept yet. */
  readonly #once = new LRUCache<string, number>(onceBounds);

  find(key: string): KnownOperation | undefined {
    return this.#signedIn.get(key) ?? this.#anonymous.get(key);
  }

  /**
   * Keeps an operation whose caller is not known yet, if its text comes again soon: one that never does would only
   * survive the first garbage collections. Returns whether it is kept.
   */
  add(known: KnownOperation, now: number): boolean {
    const hashed = hashOf(known.key);
    const before = this.#once.get(hashed);
    const isAgain = before !== undefined && now - before <= windowMs;
    if (isAgain) {
      this.#once.delete(hashed);
      this.#anonymous.set(known.key, known);
    } else {
      this.#once.set(hashed, now);
    }
    return isAgain;
  }

  /**
   * Keeps an operation that a signed-in caller has used. Called again after it is compiled, because it then takes more.
   */
  keep(known: KnownOperation): void {
    this.#anonymous.delete(known.key);
    this.#signedIn.set(known.key, known);
  }

  isKept({ key }: KnownOperation): boolean {
    return this.#signedIn.has(key);
  }

  /** Why a text was refused before. */
  refusalOf(key: string): readonly GraphQLError[] | undefined {
    return this.#refusals.get(hashOf(key));
  }

  refuse(key: string, errors: readonly GraphQLError[]): void {
    this.#refusals.set(hashOf(key), errors);
  }
}

function bytesOf({ document, key, compiled }: KnownOperation): number {
  const tokens = document.tokenCount ?? key.length;
  const code = compiled ? tokens * bytes.compiledToken : 0;
  return bytes.operation + tokens * bytes.token + key.length * bytes.character + code;
}

function hashOf(key: string): string {
  // In one step: a Hash object holds memory that the garbage collector does not see.
  return hash('sha256', key, 'base64');
}
