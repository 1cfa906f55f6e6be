import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
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

/**
 * Makes a valid operation into code (graphql-jit), which saves most of what interpreting costs. Null where that would
 * not be the same: it leaves out variables inside literals of a scalar, such as `representations: [{ id: $id }]`, and
 * does not wait for a type to be resolved.
 */
export function compile({ schema, document, operationName }: Omit<Operation, 'compiled'>): Compiled | null {
  if (!isCompilable(schema, document)) return null;
  const compiled = compileQuery(schema, document, operationName ?? undefined);
  if (!isCompiledQuery(compiled)) return null;
  return (rootValue, context, variables) => compiled.query(rootValue, context, variables);
}

function isCompilable(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema);
  let isSame = true;
  const nested = {
    Variable() {
      isSame = false;
    },
  };
  visit(
    document,
    visitWithTypeInfo(types, {
      ObjectValue: (node) => void visit(node, nested),
      ListValue: (node) => void visit(node, nested),
      Field() {
        const type = getNamedType(types.getType());
        // Federation's own union says at once what an entity is.
        if (isAbstractType(type) && type.name !== '_Entity') isSame = false;
      },
    }),
  );
  return isSame;
}
