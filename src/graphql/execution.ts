import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Coalescer } from '../domain/coalescer';

/** An operation that may run: all that is needed but who asks. */
export interface Operation
  extends Pick<ExecutionArgs, 'schema' | 'document' | 'variableValues' | 'operationName'> {
  /** The operation as code; null where graphql-js is to interpret it. */
  readonly compiled: Compiled | null;
  /** Where subscribers of the same find each other. */
  readonly events: Coalescer<ExecutionResult>;
}

export type Compiled = (
  rootValue: unknown,
  context: unknown,
  variables: ExecutionArgs['variableValues'],
) => ExecutionResult | Promise<ExecutionResult>;

/** Runs an operation, compiled where it is. A result without `data`: the variables do not fit, and nothing was run. */
export async function run(
  args: Omit<Operation, 'events'> & Pick<ExecutionArgs, 'contextValue' | 'rootValue'>,
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
export function compile({
  schema,
  document,
  operationName,
}: Omit<Operation, 'compiled' | 'events'>): Compiled | null {
  if (!isCompilable(schema, document)) return null;
  // Loaded here: the compiler is for what comes again, and the first answer need not wait for it.
  const { compileQuery, isCompiledQuery } = require('graphql-jit') as typeof import('graphql-jit');
  const compiled = compileQuery(schema, document, operationName ?? undefined);
  if (!isCompiledQuery(compiled)) return null;
  return (rootValue, context, variables) => compiled.query(rootValue, context, variables);
}

/** Code has every fragment at every place where it is spread: what would grow past this is interpreted. */
const maxFields = 2000;

function isCompilable(schema: GraphQLSchema, document: DocumentNode): boolean {
  if (fieldsOf(document) > maxFields) return false;
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

/** How many fields a valid document has once its fragments stand where they are spread. */
function fieldsOf(document: DocumentNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const known = new Map<string, number>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const within = (set: SelectionSetNode | undefined): number =>
    (set?.selections ?? []).reduce((sum, selection) => sum + ofSelection(selection), 0);
  const ofSelection = (selection: SelectionNode): number => {
    if (selection.kind === Kind.FIELD) return 1 + within(selection.selectionSet);
    if (selection.kind === Kind.INLINE_FRAGMENT) return 1 + within(selection.selectionSet);
    const name = selection.name.value;
    const fields = known.get(name) ?? 1 + within(fragments.get(name)?.selectionSet);
    known.set(name, fields);
    return fields;
  };
  return document.definitions.reduce(
    (sum, definition) =>
      sum + (definition.kind === Kind.OPERATION_DEFINITION ? within(definition.selectionSet) : 0),
    0,
  );
}
