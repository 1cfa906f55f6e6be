import {
  type DocumentNode,
  type FieldNode,
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
  type SelectionSetNode,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import { maxPageSize } from '../../graphql/verification/paging';
import { type Fragments, fragmentsOf } from '../../graphql/walk-document';
import {
  assumedSizeOf,
  costOfPage,
  definitionOf,
  errorCost,
  keyOf,
  objectCost,
  ownCost,
  scalarCost,
} from './field-cost';
import { isRecord } from './operation-request';

type Variables = Readonly<Record<string, unknown>>;

export interface Estimate {
  readonly cost: number;
  /** The most representations that one `_entities` of the operation has. */
  readonly entities: number;
}

/**
 * Estimates what a valid operation can cost before it runs. Every object counts 1 and every scalar a fifth, plus what
 * the field's own `@cost` says. A list counts as many times as its `first` says, or the `first` of the connection
 * around it, or its `@listSize(assumedSize)`; `_entities` as many times as there are representations of a type. Fields
 * that are selected again count once. An operation whose cost depends on no variable is estimated once.
 */
export class CostEstimator {
  readonly #fragments: Fragments;
  /** Cost of one entity by the place and type of its `_entities` selection. */
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
    this.#fragments = fragmentsOf(document);
    let varies = false;
    let hasEntities = false;
    visit(document, {
      Field(node) {
        hasEntities ||= node.name.value === '_entities';
        varies ||=
          node.arguments?.some(({ name, value }) => isPageSize(name.value) && value.kind === Kind.VARIABLE) ??
          false;
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
    const root = this.schema.getRootType(this.operation.operation);
    const cost = root ? this.#ofSets([this.operation.selectionSet], root, null) : 0;
    // Sums of fifths and twentieths are not exact.
    const estimate = { cost: Math.ceil(Math.round(cost * 100) / 100), entities: this.#entities };
    if (!this.#varies && !this.#hasEntities) this.#fixed = estimate;
    return estimate;
  }

  /** `page` is the page size of the field around, if it has one. */
  #ofSets(sets: readonly SelectionSetNode[], type: GraphQLCompositeType, page: number | null): number {
    if (sets.length === 0) return 0;
    if (isAbstractType(type)) {
      const possible = this.schema.getPossibleTypes(type);
      return Math.max(0, ...possible.map((object) => this.#ofSets(sets, object, page)));
    }
    let cost = 0;
    for (const nodes of this.#fieldsOf(sets, type)) cost += this.#ofField(nodes, type, page);
    return cost;
  }

  /** The fields of an object by their response names, as execution merges them. */
  #fieldsOf(sets: readonly SelectionSetNode[], type: GraphQLCompositeType): Iterable<readonly FieldNode[]> {
    const fields = new Map<string, FieldNode[]>();
    const seen = new Set<string>();
    const collect = ({ selections }: SelectionSetNode): void => {
      for (const selection of selections) {
        if (selection.kind === Kind.FIELD) {
          const name = selection.alias?.value ?? selection.name.value;
          const known = fields.get(name);
          if (known) known.push(selection);
          else fields.set(name, [selection]);
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          if (this.#applies(selection.typeCondition?.name.value, type)) collect(selection.selectionSet);
        } else if (!seen.has(selection.name.value)) {
          seen.add(selection.name.value);
          const fragment = this.#fragments.get(selection.name.value);
          if (fragment && this.#applies(fragment.typeCondition.name.value, type)) {
            collect(fragment.selectionSet);
          }
        }
      }
    };
    for (const set of sets) collect(set);
    return fields.values();
  }

  #applies(condition: string | undefined, type: GraphQLCompositeType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const wider = this.schema.getType(condition);
    return isAbstractType(wider) && isObjectType(type) && this.schema.isSubType(wider, type);
  }

  #ofField(nodes: readonly FieldNode[], type: GraphQLCompositeType, page: number | null): number {
    const [field] = nodes;
    const definition = field && definitionOf(this.schema, type, field.name.value);
    if (!field || !definition) return scalarCost(type);
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (definition.name === '_entities') return this.#ofEntities(field, sets);
    const named = getNamedType(definition.type);
    const pageSize = this.#pageSize(field, definition);
    const isList = isListType(getNullableType(definition.type));
    const size = isList ? (pageSize ?? page ?? assumedSizeOf(this.schema, definition)) : 1;
    const each = isCompositeType(named)
      ? objectCost(named) + this.#ofSets(sets, named, isList ? null : pageSize)
      : scalarCost(type);
    const reading = pageSize !== null && !isList ? costOfPage(pageSize) : 0;
    return ownCost(this.schema, type, definition) + reading + size * each;
  }

  #ofEntities(field: FieldNode, sets: readonly SelectionSetNode[]): number {
    const given = this.#argument(field, 'representations');
    const representations: readonly unknown[] = Array.isArray(given) ? given : [];
    this.#entities = Math.max(this.#entities, representations.length);
    const counts = new Map<string, number>();
    for (const representation of representations) {
      const name = this.#entityOf(representation);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    let cost = 0;
    for (const [name, count] of counts) {
      const type = this.schema.getType(name);
      cost +=
        count * (isObjectType(type) ? objectCost(type) + this.#ofOneEntity(field, sets, type) : errorCost);
    }
    return cost;
  }

  /** The type that a representation is of; empty if it only brings an error. */
  #entityOf(representation: unknown): string {
    if (!isRecord(representation)) return '';
    const type = this.schema.getType(String(representation['__typename']));
    const key = isObjectType(type) ? keyOf(type) : null;
    const isReference = key !== null && ['string', 'number'].includes(typeof representation[key]);
    return type && isReference ? type.name : '';
  }

  #ofOneEntity(field: FieldNode, sets: readonly SelectionSetNode[], type: GraphQLObjectType): number {
    const use = `${field.loc?.start} ${type.name}`;
    const before = this.#ofEntity.get(use);
    if (before !== undefined) return before;
    const cost = this.#ofSets(sets, type, null);
    this.#ofEntity.set(use, cost);
    return cost;
  }

  /**
   * The size that a list's `last` or `first` allows, at most a page: the use case refuses more. Null without either.
   */
  #pageSize(field: FieldNode, { args }: GraphQLField<unknown, unknown>): number | null {
    for (const { name, defaultValue } of args
      .filter((parameter) => isPageSize(parameter.name))
      .toReversed()) {
      const size = this.#argument(field, name) ?? defaultValue;
      if (size == null) continue;
      return typeof size === 'number' ? Math.min(Math.max(size, 1), maxPageSize) : maxPageSize;
    }
    return null;
  }

  #argument(field: FieldNode, name: string): unknown {
    const argument = field.arguments?.find((given) => given.name.value === name);
    return argument && valueFromASTUntyped(argument.value, this.#variables);
  }
}

/** With `last`, `first` is ignored. */
function isPageSize(name: string): boolean {
  return name === 'first' || name === 'last';
}

/** Null if no variable has a default. */
function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Variables | null {
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
  );
  return defaults.length === 0 ? null : Object.fromEntries(defaults);
}
