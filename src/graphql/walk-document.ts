import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** The fragments of a document by their names; of two with one name, which no valid document has, the last. */
export function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return fragments;
}

/** How a value for a selection set is made of those for its fields. */
export interface Fold<Value> {
  /** The value of no fields at all. */
  readonly none: Value;
  join(one: Value, other: Value): Value;
  /** The value of a field; `within` computes that of its own selection set. */
  field(node: FieldNode, within: () => Value): Value;
}

/**
 * Computes a value for a selection set, with every fragment in the place where it is spread. Each fragment is looked at
 * once, however often it is spread, so a document that doubles itself costs no more than its text; a fragment that
 * contains itself counts as no fields there.
 */
export function folding<Value>(
  fragments: Fragments,
  { none, join, field }: Fold<Value>,
): (set: SelectionSetNode | undefined) => Value {
  const known = new Map<string, Value>();
  const ofSet = (set: SelectionSetNode | undefined): Value =>
    (set?.selections ?? []).reduce((value, selection) => join(value, ofSelection(selection)), none);
  const ofSelection = (selection: SelectionNode): Value => {
    switch (selection.kind) {
      case Kind.FIELD:
        return field(selection, () => ofSet(selection.selectionSet));
      case Kind.INLINE_FRAGMENT:
        return ofSet(selection.selectionSet);
      case Kind.FRAGMENT_SPREAD:
        return ofFragment(selection.name.value);
    }
  };
  const ofFragment = (name: string): Value => {
    const before = known.get(name);
    if (before !== undefined) return before;
    known.set(name, none);
    const value = ofSet(fragments.get(name)?.selectionSet);
    known.set(name, value);
    return value;
  };
  return ofSet;
}

/** Every selection at the level of a set: its fields, and those of fragments with the spreads around them. */
export function* selectionsAt(
  set: SelectionSetNode,
  fragments: Fragments,
  seen = new Set<string>(),
): Generator<SelectionNode, undefined, undefined> {
  for (const selection of set.selections) {
    yield selection;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      yield* selectionsAt(selection.selectionSet, fragments, seen);
    } else if (selection.kind === Kind.FRAGMENT_SPREAD && !seen.has(selection.name.value)) {
      seen.add(selection.name.value);
      const fragment = fragments.get(selection.name.value);
      if (fragment) yield* selectionsAt(fragment.selectionSet, fragments, seen);
    }
  }
}
