import { type ExecutionArgs, type ExecutionResult, execute } from 'graphql';
import type { Coalescer } from '../domain/coalescer';
import { arrayForObject } from './array-for-object';
import { isCompilable } from './compilable';
import { inOrder, spreadsNull } from './field-errors';
import type { Rememberable } from './remembered/rememberable';

/** An operation that passed every check: everything needed to run it except the caller. */
export interface Operation
  extends Pick<ExecutionArgs, 'schema' | 'document' | 'variableValues' | 'operationName'> {
  /** Whether the evidence of accounts is read along with verifications. */
  readonly readsAccounts: boolean;
  /** Present if the rows that it shows may be remembered. */
  readonly rememberable: Rememberable | null;
  /** The operation as code; null if graphql-js interprets it. */
  readonly compiled: Compiled | null;
  /** Shares the execution of an event among subscribers of the same operation. */
  readonly events: Coalescer<ExecutionResult>;
}

/** The part of an operation that running it needs. */
export type Executable = Omit<Operation, 'events' | 'readsAccounts' | 'rememberable'>;

export type Compiled = (
  rootValue: unknown,
  context: unknown,
  variables: ExecutionArgs['variableValues'],
) => ExecutionResult | Promise<ExecutionResult>;

/**
 * Runs an operation, as code if it was compiled. A result without `data`: the variables do not match their types, and
 * nothing ran. Errors are in the order of their places in the answer, not in the order in which they happened to occur.
 */
export async function run(
  args: Executable & Pick<ExecutionArgs, 'contextValue' | 'rootValue'>,
): Promise<ExecutionResult> {
  const { compiled, rootValue, contextValue, variableValues } = args;
  const result = compiled ? await compiled(rootValue, contextValue, variableValues) : null;
  // graphql-js words errors about variables as clients know them, and knows which errors a null that spreads replaces.
  const { errors, data } = result && isFinal(result) ? result : await execute(args);
  if (data === undefined) return errors ? { errors } : {};
  return errors ? { errors: inOrder(errors, data), data } : { data };
}

/**
 * Compiles a valid operation to code (graphql-jit), which saves most of the cost of interpreting it. Null if the code
 * might answer differently.
 */
export function compile({
  schema,
  document,
  operationName,
}: Pick<Operation, 'schema' | 'document' | 'operationName'>): Compiled | null {
  if (!isCompilable(schema, document)) return null;
  // Loaded only here: the compiler serves repeated operations, and the first answer need not wait for it.
  const { compileQuery, isCompiledQuery } = require('graphql-jit') as typeof import('graphql-jit');
  const compiled = compileQuery(schema, document, operationName ?? undefined);
  if (!isCompiledQuery(compiled)) return null;
  const holdsArray = arrayForObject(schema, document);
  // Without `data` graphql-js runs it, and refuses the variables.
  return (rootValue, context, variables) =>
    holdsArray(variables) ? {} : compiled.query(rootValue, context, variables);
}

function isFinal(result: ExecutionResult): boolean {
  return result.data !== undefined && !(result.errors && spreadsNull(result.errors, result.data));
}
