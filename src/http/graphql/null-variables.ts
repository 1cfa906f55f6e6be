import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  print,
  TypeInfo,
  ValidationContext,
  type VariableDefinitionNode,
} from 'graphql';
import { requestError } from '../../graphql/request-error';

/** A variable that may be null by its type, but not in the position that uses it. */
export interface StrictVariable {
  readonly definition: VariableDefinitionNode;
  readonly usedAs: string;
}

/**
 * A default makes a nullable variable valid in a position that does not allow null (`$if: Boolean = true` in @include).
 * Validation cannot see that the request passes an explicit null. Found later, during execution, it would be the error
 * of one field or of the whole operation, depending on the position.
 */
export function strictVariables(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly StrictVariable[] {
  const nullable = (operation.variableDefinitions ?? []).filter(
    ({ type }) => type.kind !== Kind.NON_NULL_TYPE,
  );
  if (nullable.length === 0) return [];
  const context = new ValidationContext(schema, document, new TypeInfo(schema), () => {});
  const usages = context.getRecursiveVariableUsages(operation);
  return nullable.flatMap((definition) => {
    const name = definition.variable.name.value;
    const strict = usages.find(({ node, type }) => node.name.value === name && isNonNullType(type));
    return strict ? [{ definition, usedAs: String(strict.type) }] : [];
  });
}

/** The error for a variable that must not be null and is. */
export function refuseNull(
  variables: Readonly<Record<string, unknown>>,
  strict: readonly StrictVariable[],
): GraphQLError | null {
  const refused = strict.find(({ definition }) => isNull(variables, definition));
  if (!refused) return null;
  const { definition, usedAs } = refused;
  const name = definition.variable.name.value;
  return requestError(
    'BAD_USER_INPUT',
    `Variable "$${name}" of type "${print(definition.type)}" must not be null: it is used where "${usedAs}" is expected.`,
    { nodes: [definition] },
  );
}

function isNull(
  variables: Readonly<Record<string, unknown>>,
  { variable, defaultValue }: VariableDefinitionNode,
): boolean {
  const name = variable.name.value;
  return Object.hasOwn(variables, name) ? variables[name] === null : defaultValue?.kind === Kind.NULL;
}
