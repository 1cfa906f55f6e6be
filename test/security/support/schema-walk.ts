import {
  type ASTNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  print,
} from 'graphql';
import { ownSchema } from '../../support/schema';

/** A field of Query, Mutation or Subscription. */
export interface RootField {
  /** Query.verification */
  readonly name: string;
  readonly operation: 'query' | 'mutation' | 'subscription';
  readonly field: GraphQLField<unknown, unknown>;
}

const { schema } = ownSchema();

/** Every field by which a client can come in. */
export function rootFields(): readonly RootField[] {
  const kinds = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;
  return Object.entries(kinds).flatMap(([operation, type]) =>
    fieldsOf(type).map((field) => ({
      name: `${type}.${field.name}`,
      operation: operation as RootField['operation'],
      field,
    })),
  );
}

export function fieldsOf(typeName: string): readonly GraphQLField<unknown, unknown>[] {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} is no object type of the schema`);
  return Object.values(type.getFields());
}

export function enumValues(typeName: string): readonly string[] {
  const type = schema.getType(typeName);
  if (!isEnumType(type)) throw new Error(`${typeName} is no enum of the schema`);
  return type.getValues().map(({ name }) => name);
}

/** Every type that a router may ask for by its key; what resolves elsewhere is left out. */
export function entityNames(): readonly string[] {
  const union = schema.getType('_Entity');
  if (!isUnionType(union)) throw new Error('the schema has no entities');
  return union
    .getTypes()
    .filter(({ astNode }) => !printed(astNode?.directives).includes('resolvable: false'))
    .map(({ name }) => name);
}

function printed(directives: readonly ASTNode[] = []): string {
  return directives.map((directive) => print(directive)).join(' ');
}

/** The operation that asks one root field for all it has, so many levels deep; its arguments are variables. */
export function operationOf({ operation, field }: RootField, depth = 3): string {
  const { args, name } = field;
  const declared = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const passed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const head = declared === '' ? '' : ` (${declared})`;
  return `${operation}${head} { ${name}${passed === '' ? '' : `(${passed})`} ${selectionOf(field.type, depth)} }`;
}

/** A field with all that lies below it, so many levels deep. */
export function fieldSelection(field: GraphQLField<unknown, unknown>, depth: number): string {
  const passed = field.args
    .filter(isRequiredArgument)
    .map(({ name }) => `${name}: ${neededArguments[name] ?? 'null'}`)
    .join(', ');
  return `${field.name}${passed === '' ? '' : `(${passed})`} ${selectionOf(field.type, depth)}`;
}

/** The arguments that nested fields need. */
const neededArguments: Readonly<Record<string, string>> = {
  level: 'LOW',
  years: '18',
  input: '{ realName: "甄另人" }',
};

/** All that a type shows, so many levels deep; empty for a leaf. Fields that need their own scope are left out. */
export function selectionOf(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (isUnionType(named)) {
    // Fields of one name have different types in different members: one answer cannot hold both under that name.
    return `{ __typename ${named
      .getTypes()
      .map((member) => `... on ${member.name} ${membersOf(member, depth, `${member.name}_`)}`)
      .join(' ')} }`;
  }
  if (!isObjectType(named)) throw new Error(`${String(named)} cannot be selected`);
  return membersOf(named, depth);
}

function membersOf(type: GraphQLObjectType, depth: number, prefix = ''): string {
  const members = Object.values(type.getFields())
    .filter((field) => !needsScope(field) && (depth > 1 || isLeafType(getNamedType(field.type))))
    .map((field) => `${prefix === '' ? '' : `${prefix}${field.name}: `}${fieldSelection(field, depth - 1)}`);
  return `{ __typename ${members.join(' ')} }`;
}

function needsScope(field: GraphQLField<unknown, unknown>): boolean {
  return (field.astNode?.directives ?? []).some(({ name }) => name.value === 'requiresScopes');
}
