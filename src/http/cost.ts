import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import { maxPageSize } from '../graphql/verification/paging';

/** Of a list that has no `first`: relatives, departments, events of one verification. */
const assumedListSize = 5;

type Variables = Readonly<Record<string, unknown>>;

export interface Estimate {
  /** How many objects the operation can bring. */
  readonly cost: number;
  /** The most representations that one `_entities` of it has. */
  readonly entities: number;
}

/**
 * Estimates what a valid operation costs before it runs: every object counts 1, scalars nothing. A list counts as often
 * as its `first` says, or the `first` of the connection around it; `_entities` as often as there are representations of
 * a type; any other list 5 times. What does not depend on variables is estimated once.
 */
export class CostEstimator {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  /** A fragment is looked at once for each way it is used, however often that is. */
  readonly #ofFragments = new Map<string, number>();
  /** Of what the `_entities` of one type bring. */
  readonly #ofEntity = new Map<string, number>();
  /** Whether some `first` is a variable. */
  readonly #varies: boolean;
  readonly #hasEntities: boolean;
  readonly #defaults: Variables | null;
  #fixed: Estimate | null = null;
  #variables: Variables = {};
  #entities = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
  ) {
    let varies = false;
    let hasEntities = false;
    visit(document, {
      FragmentDefinition: (node) => void this.#fragments.set(node.name.value, node),
      Field(node) {
        hasEntities ||= node.name.value === '_entities';
        varies ||= node.arguments?.some(isVariableFirst) ?? false;
      },
    });
    this.#varies = varies;
    this.#hasEntities = hasEntities;
    this.#defaults = defaultsOf(operation);
  }

  estimate(variables: Variables): Estimate {
    if (this.#fixed) return this.#fixed;
    this.#variables = this.#defaults ? { ...this.#defaults, ...variables } : variables;
    this.#entities = 0;
    if (this.#varies) this.#ofEntity.clear();
    // A fragment may hold `_entities`, or a `first` that is a variable.
    this.#ofFragments.clear();
    const root = this.schema.getRootType(this.operation.operation);
    const cost = root ? this.#ofSet(this.operation.selectionSet, root, null) : 0;
    const estimate = { cost, entities: this.#entities };
    if (!this.#varies && !this.#hasEntities) this.#fixed = estimate;
    return estimate;
  }

  /** `page` is the `first` of the field around, if it has one. */
  #ofSet(set: SelectionSetNode | undefined, type: GraphQLCompositeType, page: number | null): number {
    if (!set) return 0;
    if (isAbstractType(type)) {
      return Math.max(
        ...this.schema.getPossibleTypes(type).map((possible) => this.#ofSet(set, possible, page)),
      );
    }
    return sum(set.selections.map((selection) => this.#ofSelection(selection, type, page)));
  }

  #ofSelection(selection: SelectionNode, type: GraphQLCompositeType, page: number | null): number {
    switch (selection.kind) {
      case Kind.FIELD:
        return this.#ofField(selection, type, page);
      case Kind.INLINE_FRAGMENT:
        return this.#applies(selection.typeCondition?.name.value, type)
          ? this.#ofSet(selection.selectionSet, type, page)
          : 0;
      case Kind.FRAGMENT_SPREAD:
        return this.#ofFragment(selection.name.value, type, page);
    }
  }

  #ofFragment(name: string, type: GraphQLCompositeType, page: number | null): number {
    const fragment = this.#fragments.get(name);
    if (!fragment || !this.#applies(fragment.typeCondition.name.value, type)) return 0;
    const use = `${name} ${type.name} ${page}`;
    const before = this.#ofFragments.get(use);
    if (before !== undefined) return before;
    const cost = this.#ofSet(fragment.selectionSet, type, page);
    this.#ofFragments.set(use, cost);
    return cost;
  }

  #applies(condition: string | undefined, type: GraphQLCompositeType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const wider = this.schema.getType(condition);
    return isAbstractType(wider) && isObjectType(type) && this.schema.isSubType(wider, type);
  }

  #ofField(field: FieldNode, type: GraphQLCompositeType, page: number | null): number {
    const definition = 'getFields' in type ? type.getFields()[field.name.value] : undefined;
    // What asks about the schema is no field of any type, and bounded by itself.
    if (!definition) return 0;
    if (definition.name === '_entities') return this.#ofEntities(field);
    const named = getNamedType(definition.type);
    if (!isCompositeType(named)) return 0;
    const first = this.#first(field, definition);
    const isList = isListType(getNullableType(definition.type));
    const size = isList ? (first ?? page ?? assumedListSize) : 1;
    return size * (1 + this.#ofSet(field.selectionSet, named, isList ? null : first));
  }

  #ofEntities(field: FieldNode): number {
    const given = this.#argument(field, 'representations');
    const representations: readonly unknown[] = Array.isArray(given) ? given : [];
    this.#entities = Math.max(this.#entities, representations.length);
    const counts = new Map<string, number>();
    for (const representation of representations) {
      const name = typeNameOf(representation);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return sum(
      [...counts].map(([name, count]) => {
        const type = this.schema.getType(name);
        return isObjectType(type) ? count * (1 + this.#ofOneEntity(field, type)) : count;
      }),
    );
  }

  #ofOneEntity(field: FieldNode, type: GraphQLObjectType): number {
    const use = `${field.loc?.start} ${type.name}`;
    const before = this.#ofEntity.get(use);
    if (before !== undefined) return before;
    const cost = this.#ofSet(field.selectionSet, type, null);
    this.#ofEntity.set(use, cost);
    return cost;
  }

  /** What a list says that it may bring; more than a page the use case refuses by itself. Null: it says nothing. */
  #first(field: FieldNode, definition: GraphQLField<unknown, unknown>): number | null {
    const parameter = definition.args.find(({ name }) => name === 'first');
    if (!parameter) return null;
    const first = this.#argument(field, 'first') ?? parameter.defaultValue;
    return typeof first === 'number' ? Math.min(Math.max(first, 1), maxPageSize) : maxPageSize;
  }

  #argument(field: FieldNode, name: string): unknown {
    const argument = field.arguments?.find((given) => given.name.value === name);
    return argument && valueFromASTUntyped(argument.value, this.#variables);
  }
}

function isVariableFirst({ name, value }: ArgumentNode): boolean {
  return name.value === 'first' && value.kind === Kind.VARIABLE;
}

/** Null where no variable has one. */
function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Variables | null {
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
  );
  return defaults.length === 0 ? null : Object.fromEntries(defaults);
}

function typeNameOf(representation: unknown): string {
  return typeof representation === 'object' && representation !== null && '__typename' in representation
    ? String(representation.__typename)
    : '';
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
