import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type ObjectFieldNode,
  print,
  type SelectionSetNode,
  type ValueNode,
  visit,
} from 'graphql';
import { type Fragments, fragmentsOf } from '../../graphql/walk-document';

/** A field that stands in a selection set after its fragments are copied into it. */
interface Found {
  readonly node: FieldNode;
  /** The type that it is selected on; undefined if the schema has none of that name. */
  readonly parent: GraphQLNamedType | undefined;
  readonly type: GraphQLOutputType | undefined;
}

interface Source {
  readonly set: SelectionSetNode;
  readonly parent: GraphQLNamedType | undefined;
}

/**
 * GraphQL's rule that fields of one response name can be merged ("Field Selection Merging"), in time proportional to
 * the number of fields: fields are grouped by their response name, and each is compared with the first of its group.
 * graphql-js compares every pair, which takes half a second for a document of 13 KiB. Only for documents that are
 * valid by every other rule: a fragment that contains itself would be followed without end.
 */
export function mergingFault(schema: GraphQLSchema, document: DocumentNode): GraphQLError | null {
  const merging = new Merging(schema, fragmentsOf(document));
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const parent = schema.getRootType(definition.operation) ?? undefined;
    const fault = merging.conflictIn([{ set: definition.selectionSet, parent }]);
    if (fault) return fault;
  }
  return null;
}

class Merging {
  readonly #arguments = new Map<FieldNode, string>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: Fragments,
  ) {}

  /** Fields that may belong to one object must be the same field; all others must look alike in the answer. */
  conflictIn(sources: readonly Source[]): GraphQLError | null {
    for (const group of this.#groups(sources)) {
      const parents = new Set(group.map(({ parent }) => parent));
      if (parents.size > 1) {
        const conflict = this.#shapeConflict(group);
        if (conflict) return conflict;
      }
      for (const fields of ofOneObject(group, parents)) {
        const conflict = this.#fieldConflict(fields) ?? this.conflictIn(sourcesIn(fields));
        if (conflict) return conflict;
      }
    }
    return null;
  }

  #fieldConflict([first, ...others]: readonly Found[]): GraphQLError | null {
    if (!first) return null;
    for (const other of others) {
      const [name, otherName] = [first.node.name.value, other.node.name.value];
      if (name !== otherName) {
        return conflict(first, other, `"${name}" and "${otherName}" are different fields`);
      }
      if (this.#argumentsOf(first.node) !== this.#argumentsOf(other.node)) {
        return conflict(first, other, 'they have differing arguments');
      }
    }
    return null;
  }

  /** Compares fields of different objects, and everything below them, by the shape of their answers. */
  #shapeConflict(group: readonly Found[]): GraphQLError | null {
    const [first, ...others] = group.filter(({ type }) => type !== undefined);
    for (const other of others) {
      if (!first?.type || !other.type || areAlike(first.type, other.type)) continue;
      return conflict(first, other, `they return conflicting types "${first.type}" and "${other.type}"`);
    }
    for (const inner of this.#groups(sourcesIn(group))) {
      const found = this.#shapeConflict(inner);
      if (found) return found;
    }
    return null;
  }

  #groups(sources: readonly Source[]): Iterable<readonly Found[]> {
    const groups = new Map<string, Found[]>();
    const seen = new Set<string>();
    const collect = ({ set, parent }: Source): void => {
      for (const selection of set.selections) {
        switch (selection.kind) {
          case Kind.FIELD: {
            const name = selection.alias?.value ?? selection.name.value;
            const found = { node: selection, parent, type: fieldOf(parent, selection)?.type };
            const group = groups.get(name);
            if (group) group.push(found);
            else groups.set(name, [found]);
            break;
          }
          case Kind.INLINE_FRAGMENT: {
            const { typeCondition, selectionSet } = selection;
            collect({
              set: selectionSet,
              parent: typeCondition ? this.#type(typeCondition.name.value) : parent,
            });
            break;
          }
          case Kind.FRAGMENT_SPREAD: {
            const name = selection.name.value;
            const fragment = this.fragments.get(name);
            if (!fragment || seen.has(name)) break;
            seen.add(name);
            collect({
              set: fragment.selectionSet,
              parent: this.#type(fragment.typeCondition.name.value),
            });
            break;
          }
        }
      }
    };
    for (const source of sources) collect(source);
    return groups.values();
  }

  #type(name: string): GraphQLNamedType | undefined {
    return this.schema.getType(name);
  }

  #argumentsOf(node: FieldNode): string {
    const known = this.#arguments.get(node);
    if (known !== undefined) return known;
    const given = (node.arguments ?? []).map(({ name, value }) => `${name.value}:${print(sorted(value))}`);
    const text = given.toSorted().join();
    this.#arguments.set(node, text);
    return text;
  }
}

/** Fields on an interface or a union belong to every object. */
function ofOneObject(
  group: readonly Found[],
  parents: ReadonlySet<GraphQLNamedType | undefined>,
): readonly (readonly Found[])[] {
  const objects = [...parents].filter(isObjectType);
  if (objects.length === 0 || parents.size === 1) return [group];
  return objects.map((object) => group.filter(({ parent }) => parent === object || !isObjectType(parent)));
}

function sourcesIn(fields: readonly Found[]): readonly Source[] {
  return fields.flatMap(({ node: { selectionSet: set }, type }) =>
    set ? [{ set, parent: type && getNamedType(type) }] : [],
  );
}

function fieldOf(
  parent: GraphQLNamedType | undefined,
  { name }: FieldNode,
): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name.value] : undefined;
}

function areAlike(one: GraphQLOutputType, other: GraphQLOutputType): boolean {
  if (isListType(one)) return isListType(other) && areAlike(one.ofType, other.ofType);
  if (isNonNullType(one)) return isNonNullType(other) && areAlike(one.ofType, other.ofType);
  if (isListType(other) || isNonNullType(other)) return false;
  return isLeafType(one) || isLeafType(other) ? one === other : true;
}

/** Objects in arguments are equal whatever the order of their fields. */
function sorted(value: ValueNode): ValueNode {
  return visit(value, {
    ObjectValue: { leave: (node) => ({ ...node, fields: node.fields.toSorted(byName) }) },
  });
}

function byName(one: ObjectFieldNode, other: ObjectFieldNode): number {
  return one.name.value < other.name.value ? -1 : 1;
}

function conflict({ node }: Found, other: Found, reason: string): GraphQLError {
  const name = node.alias?.value ?? node.name.value;
  return new GraphQLError(
    `Fields "${name}" conflict because ${reason}. Use different aliases on the fields to fetch both if this was intentional.`,
    { nodes: [node, other.node] },
  );
}
