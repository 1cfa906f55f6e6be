import {
  type ConstDirectiveNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isIntrospectionType,
  isObjectType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  valueFromASTUntyped,
} from 'graphql';

type Field = GraphQLField<unknown, unknown>;

/** Introspection reads memory only, so it costs a twentieth of an object from the store. */
const introspectionShare = 0.05;
/** A list without a size in the schema, such as departments, relatives and input errors. */
const usualSize = 5;
/** The whole SDL as one string of more than 50 KiB. */
const sdlCost = 500;
/** A page costs one database query, and reads its rows whatever fields are selected. */
const pageCost = { query: 5, row: 1.3 };
/** A mutation without a cost of its own is a transaction. */
const mutationCost = 10;
/** An error is written with its place and path, and logged: several times what a found object takes. */
export const errorCost = 5;

export function objectCost(type: GraphQLNamedType): number {
  return isIntrospectionType(type) ? introspectionShare : 1;
}

/** The cost of one scalar of that type. */
export function scalarCost(parent: GraphQLNamedType): number {
  return objectCost(parent) / 5;
}

/** The cost of a field itself, without the objects and scalars that it brings. */
export function ownCost(schema: GraphQLSchema, parent: GraphQLNamedType, field: Field): number {
  if (parent.name === '_Service') return sdlCost;
  const weight = argumentOf(field, 'cost', 'weight');
  if (typeof weight === 'number') return weight;
  return parent === schema.getMutationType() ? mutationCost : 0;
}

export function definitionOf(
  schema: GraphQLSchema,
  parent: GraphQLCompositeType,
  name: string,
): Field | undefined {
  if (!isObjectType(parent)) return undefined;
  if (parent === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  }
  return parent.getFields()[name];
}

/** The cost of reading a page, without the objects and scalars that it brings. */
export function costOfPage(size: number): number {
  return pageCost.query + size * pageCost.row;
}

/** How long a list without `first` is taken to be. */
export function assumedSizeOf(schema: GraphQLSchema, field: Field): number {
  const said = argumentOf(field, 'listSize', 'assumedSize');
  if (typeof said === 'number') return said;
  return field.name === 'types' ? Object.keys(schema.getTypeMap()).length : usualSize;
}

/** The field that identifies an entity; null for any other type. */
export function keyOf(type: GraphQLObjectType): string | null {
  const fields = argumentOf(type, 'key', 'fields');
  return typeof fields === 'string' ? fields : null;
}

function argumentOf(
  { astNode }: Pick<Field | GraphQLObjectType, 'astNode'>,
  directive: string,
  argument: string,
): unknown {
  const found = astNode?.directives?.find(({ name }: ConstDirectiveNode) => name.value === directive);
  const given = found?.arguments?.find(({ name }) => name.value === argument);
  return given && valueFromASTUntyped(given.value);
}
