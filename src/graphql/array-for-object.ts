import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  Kind,
  typeFromAST,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>> | null | undefined;

/**
 * Tells whether variables hold an array where an input object is expected. graphql-js refuses them; compiled code
 * would take the array for an object without fields.
 */
export function arrayForObject(
  schema: GraphQLSchema,
  document: DocumentNode,
): (variables: Variables) => boolean {
  const objects = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? (definition.variableDefinitions ?? []).flatMap((one): [string, GraphQLInputType][] => {
          const type = typeFromAST(schema, one.type);
          return isInputType(type) && isInputObjectType(getNamedType(type))
            ? [[one.variable.name.value, type]]
            : [];
        })
      : [],
  );
  return (variables) => objects.some(([name, type]) => holdsArray(variables?.[name], type));
}

function holdsArray(value: unknown, type: GraphQLInputType): boolean {
  if (isNonNullType(type)) return holdsArray(value, type.ofType);
  if (isListType(type)) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items.some((item) => holdsArray(item, type.ofType));
  }
  if (!isInputObjectType(type) || typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const fields = type.getFields();
  return Object.entries(value).some(([name, inner]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return field !== undefined && holdsArray(inner, field.type);
  });
}
