import {
  buildASTSchema,
  type ConstDirectiveNode,
  findBreakingChanges,
  type GraphQLSchema,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  print,
} from 'graphql';

export interface BreakingChange {
  /** A type, `Type.field`, or `Type.field.argument`. */
  readonly place: string;
  readonly description: string;
}

/**
 * The changes that break clients, as graphql-js finds them, and those that break other subgraphs or lock callers out.
 */
export function breakingChanges(before: string, after: string): BreakingChange[] {
  // Federation's own directives are defined in the router, not here.
  const [old, next] = [before, after].map((sdl) => buildASTSchema(parse(sdl), { assumeValidSDL: true })) as [
    GraphQLSchema,
    GraphQLSchema,
  ];
  const forClients = findBreakingChanges(old, next).map(({ description }) => ({
    place: placeOf(description),
    description,
  }));
  return [
    ...forClients,
    ...directiveChanges(directivesOf(old), directivesOf(next)),
    ...meaningChanges(old, next),
  ];
}

/** Other subgraphs grant access by these fields: with another meaning they break without another type. */
const gates: readonly (readonly [type: string, field: string])[] = [['User', 'isRealNameVerified']];

function meaningChanges(old: GraphQLSchema, next: GraphQLSchema): BreakingChange[] {
  const meaningIn = (schema: GraphQLSchema, typeName: string, field: string) => {
    const type = schema.getType(typeName);
    return isObjectType(type) ? type.getFields()[field]?.description : undefined;
  };
  return gates.flatMap(([type, field]) => {
    const [before, after] = [meaningIn(old, type, field), meaningIn(next, type, field)];
    // A removed field is reported above.
    if (before === after || after === undefined) return [];
    return [{ place: `${type}.${field}`, description: `${type}.${field} has another meaning: ${after}` }];
  });
}

/** graphql-js gives the place only in words. */
function placeOf(description: string): string {
  const [, value, owner] = /^(\w+) was removed from (?:enum|union) type (\w+)/.exec(description) ?? [];
  return owner ? `${owner}.${value}` : (/\b[A-Z]\w*(\.\w+)*/.exec(description)?.[0] ?? description);
}

/** Without these directives another subgraph no longer composes. */
const mustStay: ReadonlySet<string> = new Set(['key', 'shareable']);
/** These directives lock callers out who had access. */
const mustNotCome: ReadonlySet<string> = new Set(['authenticated', 'requiresScopes', 'inaccessible']);

function directiveChanges(
  old: ReadonlyMap<string, readonly ConstDirectiveNode[]>,
  next: ReadonlyMap<string, readonly ConstDirectiveNode[]>,
): BreakingChange[] {
  return [...old].flatMap(([place, before]) => {
    const after = next.get(place);
    // A removed field is reported above.
    if (!after) return [];
    const lost = before.filter(({ name }) => mustStay.has(name.value)).map((directive) => print(directive));
    const come = after.filter(({ name }) => mustNotCome.has(name.value)).map((directive) => print(directive));
    const [had, has] = [before, after].map((list) => new Set(list.map((directive) => print(directive)))) as [
      Set<string>,
      Set<string>,
    ];
    return [
      ...lost
        .filter((text) => !has.has(text))
        .map((text) => ({ place, description: `${place} lost ${text}.` })),
      ...come
        .filter((text) => !had.has(text))
        .map((text) => ({ place, description: `${place} is now ${text}.` })),
    ];
  });
}

function directivesOf(schema: GraphQLSchema): Map<string, readonly ConstDirectiveNode[]> {
  const found = new Map<string, readonly ConstDirectiveNode[]>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    found.set(type.name, type.astNode?.directives ?? []);
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      found.set(`${type.name}.${field.name}`, field.astNode?.directives ?? []);
    }
  }
  return found;
}
