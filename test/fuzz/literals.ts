import { type GraphQLInputType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';

/** A value as a document writes it; `variableFor` may put a variable in the place of a part of it. */
export function literalOf(
  type: GraphQLInputType,
  value: unknown,
  variableFor: (type: GraphQLInputType, name: string) => string | null,
): string {
  if (isNonNullType(type)) return literalOf(type.ofType, value, variableFor);
  if (value === null || value === undefined) return 'null';
  if (isListType(type)) {
    if (!Array.isArray(value)) return literalOf(type.ofType, value, variableFor);
    const items = value.map(
      (item) => variableFor(type.ofType, 'item') ?? literalOf(type.ofType, item, variableFor),
    );
    return `[${items.join(', ')}]`;
  }
  if (isInputObjectType(type) && typeof value === 'object') {
    const fields = Object.entries(value).map(([name, inner]) => {
      const field = type.getFields()[name];
      if (!field) return `${name}: null`;
      return `${name}: ${variableFor(field.type, name) ?? literalOf(field.type, inner, variableFor)}`;
    });
    return `{${fields.join(', ')}}`;
  }
  return isEnumType(type) ? String(value) : untyped(value);
}

/** Of a scalar, which may hold anything. */
function untyped(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(untyped).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, inner]) => `${name}: ${untyped(inner)}`)
    .join(', ')}}`;
}
