import { type ExecutionArgs, type ExecutionResult, execute } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';

/** An operation that may run: all that is needed but who asks. */
export interface Operation
  extends Pick<ExecutionArgs, 'schema' | 'document' | 'variableValues' | 'operationName'> {
  /** The operation as code; null where graphql-js is to interpret it. */
  readonly compiled: Compiled | null;
}

export type Compiled = (
  rootValue: unknown,
  context: unknown,
  variables: ExecutionArgs['variableValues'],
) => ExecutionResult | Promise<ExecutionResult>;

/** Runs an operation, compiled where it is. A result without `data`: the variables do not fit, and nothing was run. */
export async function run(
  args: Operation & Pick<ExecutionArgs, 'contextValue' | 'rootValue'>,
): Promise<ExecutionResult> {
  const { compiled, rootValue, contextValue, variableValues } = args;
  if (!compiled) return execute(args);
  const { errors, data } = await compiled(rootValue, contextValue, variableValues);
  // graphql-js words what is wrong with variables as clients know it.
  if (data === undefined) return execute(args);
  return errors ? { errors, data } : { data };
}

/** Makes a valid operation into code (graphql-jit), which saves most of what interpreting costs. */
export function compile({ schema, document, operationName }: Omit<Operation, 'compiled'>): Compiled | null {
  const compiled = compileQuery(schema, document, operationName ?? undefined);
  if (!isCompiledQuery(compiled)) return null;
  return (rootValue, context, variables) => compiled.query(rootValue, context, variables);
}
