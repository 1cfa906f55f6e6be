import {
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type InputObjectTypeDefinitionNode,
  type InputValueDefinitionNode,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  type ObjectTypeDefinitionNode,
  print,
  type ScalarTypeDefinitionNode,
} from 'graphql';

/** The parts of a type that other subgraphs and clients rely on, in a comparable form. */
export interface Shape {
  readonly kind: 'object' | 'input' | 'enum' | 'scalar';
  readonly directives: readonly string[];
  /** Field to type; enum value to itself. */
  readonly members: Readonly<Record<string, string>>;
}

const roots = new Set(['Query', 'Mutation', 'Subscription']);

type TypeDefinition =
  | ObjectTypeDefinitionNode
  | InputObjectTypeDefinitionNode
  | EnumTypeDefinitionNode
  | ScalarTypeDefinitionNode;

/** A document's types; the root types are the resolvers' business. */
function typeDefinitions(document: DocumentNode): readonly TypeDefinition[] {
  return document.definitions.filter(isTypeDefinition).filter(({ name }) => !roots.has(name.value));
}

function isTypeDefinition(definition: DefinitionNode): definition is TypeDefinition {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.ENUM_TYPE_DEFINITION ||
    definition.kind === Kind.SCALAR_TYPE_DEFINITION
  );
}

export function shapesOfDocument(document: DocumentNode): ReadonlyMap<string, Shape> {
  return new Map(
    typeDefinitions(document).map((definition) => [definition.name.value, shapeOfDefinition(definition)]),
  );
}

function shapeOfDefinition(definition: TypeDefinition): Shape {
  const directives = printed(definition.directives);
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
      const fields = definition.fields ?? [];
      return {
        kind: definition.kind === Kind.OBJECT_TYPE_DEFINITION ? 'object' : 'input',
        directives,
        members: Object.fromEntries(fields.map((field) => [field.name.value, print(field.type)])),
      };
    }
    case Kind.ENUM_TYPE_DEFINITION: {
      const names = (definition.values ?? []).map((value) => value.name.value);
      return { kind: 'enum', directives, members: Object.fromEntries(names.map((name) => [name, name])) };
    }
    case Kind.SCALAR_TYPE_DEFINITION:
      return { kind: 'scalar', directives, members: {} };
  }
}

function membersOf(definition: TypeDefinition): readonly MemberNode[] {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return definition.fields ?? [];
    case Kind.ENUM_TYPE_DEFINITION:
      return definition.values ?? [];
    case Kind.SCALAR_TYPE_DEFINITION:
      return [];
  }
}

type MemberNode = FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode;

export function shapesOfSchema(schema: GraphQLSchema): ReadonlyMap<string, Shape> {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type) && !roots.has(type.name),
  );
  return new Map(types.map((type) => [type.name, shapeOfType(type)]));
}

function shapeOfType(type: GraphQLNamedType): Shape {
  const directives = printed(type.astNode?.directives);
  if (isObjectType(type) || isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    return {
      kind: isObjectType(type) ? 'object' : 'input',
      directives,
      members: Object.fromEntries(fields.map((field) => [field.name, String(field.type)])),
    };
  }
  if (isEnumType(type)) {
    const names = type.getValues().map((value) => value.name);
    return { kind: 'enum', directives, members: Object.fromEntries(names.map((name) => [name, name])) };
  }
  if (isScalarType(type)) return { kind: 'scalar', directives, members: {} };
  throw new Error(`The contract has no such kind of type: ${type.name}`);
}

/** Descriptions by coordinate: `Verification`, `Verification.id`; undefined if there is none. */
export function descriptionsOfDocument(document: DocumentNode): ReadonlyMap<string, string | undefined> {
  const descriptions = new Map<string, string | undefined>();
  for (const definition of typeDefinitions(document)) {
    const typeName = definition.name.value;
    descriptions.set(typeName, definition.description?.value);
    for (const member of membersOf(definition)) {
      descriptions.set(`${typeName}.${member.name.value}`, member.description?.value);
    }
  }
  return descriptions;
}

export function descriptionsOfSchema(schema: GraphQLSchema): ReadonlyMap<string, string | undefined> {
  const descriptions = new Map<string, string | undefined>();
  for (const name of shapesOfSchema(schema).keys()) {
    const type = schema.getType(name);
    descriptions.set(name, type?.description ?? undefined);
    const members = isEnumType(type)
      ? type.getValues()
      : isObjectType(type) || isInputObjectType(type)
        ? Object.values(type.getFields())
        : [];
    for (const member of members) descriptions.set(`${name}.${member.name}`, member.description ?? undefined);
  }
  return descriptions;
}

function printed(directives: readonly DirectiveNode[] | undefined): readonly string[] {
  return (directives ?? []).map((directive) => print(directive)).sort();
}
