import {
  type GraphQLObjectType,
  getNamedType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/**
 * Everything a type has, and everything that lies in it; of a type that it lies in itself only what is no object. No
 * field that needs an argument.
 */
export function fullSelection(type: GraphQLObjectType, around: readonly GraphQLObjectType[] = []): string {
  const fields = Object.values(type.getFields()).flatMap(({ name, type: fieldType, args }) => {
    if (args.some(isRequiredArgument)) return [];
    const inner = getNamedType(fieldType);
    if (!isCompositeType(inner)) return [name];
    if (!isObjectType(inner) || around.includes(type)) return [];
    return [`${name} ${fullSelection(inner, [...around, type])}`];
  });
  return `{ ${fields.join(' ')} }`;
}
