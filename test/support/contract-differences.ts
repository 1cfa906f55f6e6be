import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  parse,
  print,
  type TypeDefinitionNode,
} from 'graphql';

/** Directives that promise nothing to a client or to another subgraph: they may come and go. */
const internalDirectives: ReadonlySet<string> = new Set(['cost', 'listSize', 'tag']);

/**
 * Where an SDL breaks what a contract promises: names, kinds, types, nullability, defaults, directives and the
 * federation link. Adding is free, except of what a client would then have to send. Empty where every promise is kept.
 */
export function contractDifferences(contract: string, sdl: string): string[] {
  const promised = parse(contract);
  const given = parse(sdl);
  const types = typesOf(given);
  return [
    ...linkDifferences(promised, given),
    ...[...typesOf(promised)].flatMap(([name, definition]) => {
      const found = types.get(name);
      return found ? typeDifferences(name, definition, found) : [`${name} is missing.`];
    }),
  ];
}

function typesOf(document: DocumentNode): ReadonlyMap<string, TypeDefinitionNode> {
  return new Map(
    document.definitions
      .filter(isTypeDefinitionNode)
      .map((definition) => [definition.name.value, definition]),
  );
}

function typeDifferences(name: string, promised: TypeDefinitionNode, given: TypeDefinitionNode): string[] {
  if (promised.kind !== given.kind) return [`${name} is ${given.kind}, not ${promised.kind}.`];
  return [
    ...directiveDifferences(name, promised.directives, given.directives),
    ...memberDifferences(name, fieldsOf(promised), fieldsOf(given)),
    ...missingNames(name, valuesOf(promised), valuesOf(given)),
  ];
}

type Member = FieldDefinitionNode | InputValueDefinitionNode;

function fieldsOf(definition: TypeDefinitionNode): readonly Member[] {
  return 'fields' in definition ? (definition.fields ?? []) : [];
}

function valuesOf(definition: TypeDefinitionNode): readonly string[] {
  return definition.kind === Kind.ENUM_TYPE_DEFINITION
    ? (definition.values ?? []).map((value) => value.name.value)
    : [];
}

/** Fields of a type, arguments of a field, fields of an input: named, typed, perhaps with a default. */
function memberDifferences(owner: string, promised: readonly Member[], given: readonly Member[]): string[] {
  const byName = new Map(given.map((member) => [member.name.value, member]));
  const names = new Set(promised.map((member) => member.name.value));
  return [
    ...missingNames(owner, [...names], [...byName.keys()]),
    ...promised.flatMap((member) => {
      const found = byName.get(member.name.value);
      return found ? oneMemberDifferences(`${owner}.${member.name.value}`, member, found) : [];
    }),
    ...given
      .filter((member) => !names.has(member.name.value) && isDemanded(member))
      .map((member) => `${owner}.${member.name.value} must be sent, which the contract does not say.`),
  ];
}

function oneMemberDifferences(name: string, promised: Member, given: Member): string[] {
  return [
    ...unlessSame(`${name} has type`, print(promised.type), print(given.type)),
    ...unlessSame(`${name} has default`, defaultOf(promised), defaultOf(given)),
    ...directiveDifferences(name, promised.directives, given.directives),
    ...memberDifferences(`${name}()`, argumentsOf(promised), argumentsOf(given)),
  ];
}

function argumentsOf(member: Member): readonly Member[] {
  return member.kind === Kind.FIELD_DEFINITION ? (member.arguments ?? []) : [];
}

function defaultOf(member: Member): string {
  return member.kind === Kind.INPUT_VALUE_DEFINITION && member.defaultValue
    ? print(member.defaultValue)
    : 'none';
}

function isDemanded(member: Member): boolean {
  return (
    member.kind === Kind.INPUT_VALUE_DEFINITION &&
    member.type.kind === Kind.NON_NULL_TYPE &&
    member.defaultValue === undefined
  );
}

type Directives = readonly ConstDirectiveNode[] | undefined;

function directiveDifferences(name: string, promised: Directives, given: Directives): string[] {
  const written = (directives: Directives) => (directives ?? []).map((directive) => print(directive)).sort();
  const kept = given?.filter((directive) => !internalDirectives.has(directive.name.value));
  return unlessSame(
    `${name} has directives`,
    written(promised).join(' ') || 'none',
    written(kept).join(' ') || 'none',
  );
}

function linkDifferences(promised: DocumentNode, given: DocumentNode): string[] {
  const [want, have] = [linkOf(promised), linkOf(given)];
  return [
    ...unlessSame('@link has url', want.url, have.url),
    ...missingNames('@link import', want.imports, have.imports),
  ];
}

function linkOf(document: DocumentNode): { url: string; imports: readonly string[] } {
  const link = document.definitions
    .flatMap((definition: DefinitionNode) =>
      definition.kind === Kind.SCHEMA_EXTENSION || definition.kind === Kind.SCHEMA_DEFINITION
        ? (definition.directives ?? [])
        : [],
    )
    .find((directive) => directive.name.value === 'link');
  const argument = (name: string) => link?.arguments?.find((given) => given.name.value === name)?.value;
  const imports = argument('import');
  const url = argument('url');
  return {
    url: url ? print(url) : 'none',
    imports: imports?.kind === Kind.LIST ? imports.values.map((value) => print(value)) : [],
  };
}

function missingNames(owner: string, promised: readonly string[], given: readonly string[]): string[] {
  return promised.filter((name) => !given.includes(name)).map((name) => `${owner}.${name} is missing.`);
}

function unlessSame(what: string, promised: string, given: string): string[] {
  return promised === given ? [] : [`${what} ${given}, not ${promised}.`];
}
