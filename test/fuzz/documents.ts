import {
  type GraphQLArgument,
  type GraphQLField,
  GraphQLID,
  type GraphQLInputType,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type OperationTypeNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { oneOfAKind } from '../../src/http/graphql/one-of-a-kind';
import { literalOf } from './literals';
import type { Random } from './random';
import { inputValue, type KnownThings } from './values';

/** An operation as a client sends it. */
export interface RandomOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
  readonly kind: OperationTypeNode;
}

export interface DocumentOptions {
  readonly schema: GraphQLSchema;
  readonly known: KnownThings;
  /** Mutations that a repetition does not change, and those that change nothing. */
  readonly isRepeatable: (mutation: GraphQLField<unknown, unknown>) => boolean;
  /** Documents without this are thrown away, before they cost a validation. Default: none are. */
  readonly holds?: RegExp;
}

/** A rule of our own comes first: what graphql-js alone would answer to such a document does not matter. */
const rules = [...specifiedRules, oneOfAKind];

/** A random valid document of the schema. Validation drops the generator's mistakes. */
export function randomOperation(random: Random, options: DocumentOptions): RandomOperation {
  for (;;) {
    const operation = new DocumentWriter(random, options).write();
    if (options.holds?.test(operation.query) === false) continue;
    if (validate(options.schema, parse(operation.query), rules).length === 0) return operation;
  }
}

/** Names that mean something to JavaScript, or to generated code, among ordinary ones. */
const aliases = ['a', 'b', 'c_d', 'id', 'data', 'message', 'default', 'class'];
const oddAliases = [...aliases, '__proto__', 'constructor', 'toString'];

/** Half of the documents are plain, as those are that get compiled; each of the others has something of its own. */
interface Style {
  readonly conditions: number;
  readonly literals: number;
  readonly oddNames: boolean;
}

function randomStyle(random: Random): Style {
  return {
    conditions: random.chance(0.3) ? 0.15 : 0,
    literals: random.chance(0.3) ? 0.5 : 0,
    oddNames: random.chance(0.1),
  };
}

interface Variable {
  readonly name: string;
  readonly type: string;
  readonly defaultValue: string | null;
}

class DocumentWriter {
  readonly #variables = new Map<string, Variable>();
  readonly #given: Record<string, unknown> = {};
  readonly #fragments = new Map<string, { readonly type: string; text: string }>();
  /** Two fields of one response name must ask for the same: the first decides. */
  readonly #written = new Map<string, string>();

  readonly #style: Style;

  constructor(
    private readonly random: Random,
    private readonly options: DocumentOptions,
  ) {
    this.#style = randomStyle(random);
  }

  write(): RandomOperation {
    const { random } = this;
    const kind = random.pick([
      'query',
      'query',
      'query',
      'query',
      'query',
      'query',
      'mutation',
      'subscription',
    ]);
    const root = this.options.schema.getRootType(kind as OperationTypeNode);
    if (!root) throw new Error(`The schema has no ${kind}.`);
    const selections = kind === 'subscription' ? this.#subscription(root) : this.#selectionSet(root, 4);
    const name = random.chance(0.5) ? random.pick(['Op', 'query', 'constructor', '_x']) : '';
    const declared = [...this.#variables.values()].map(
      ({ name: variable, type, defaultValue }) =>
        `$${variable}: ${type}${defaultValue === null ? '' : ` = ${defaultValue}`}`,
    );
    const head = `${kind} ${name}${declared.length > 0 ? `(${declared.join(', ')})` : ''}`;
    const fragments = [...this.#fragments].map(
      ([key, { type, text }]) => `fragment ${key} on ${type} ${text}`,
    );
    const parts = [`${head} ${selections}`, ...fragments];
    const isOneOfTwo = name !== '' && random.chance(0.1);
    if (isOneOfTwo) parts.push('query Another { __typename }');
    if (random.chance(0.2)) parts.reverse();
    return {
      query: parts.join('\n'),
      variables: this.#given,
      operationName: isOneOfTwo || (name !== '' && random.chance(0.3)) ? name : null,
      kind: kind as OperationTypeNode,
    };
  }

  /** Of an event stream that is full from the beginning, so that nobody has to wait for events. */
  #subscription(root: GraphQLObjectType): string {
    const field = root.getFields()['verificationUpdated'];
    if (!field) throw new Error('The schema has no verificationUpdated.');
    const id = this.#variable(new GraphQLNonNull(GraphQLID), 'id', this.random.pick(this.options.known.ids));
    const alias = this.random.chance(0.3) ? 'changed: ' : '';
    const inner = getNamedType(field.type) as GraphQLObjectType;
    return `{ ${alias}verificationUpdated(id: $${id}, sinceVersion: 0) ${this.#selectionSet(inner, 4)} }`;
  }

  #selectionSet(type: GraphQLObjectType, levels: number): string {
    const count = 1 + this.random.below(levels > 2 ? 4 : 3);
    const selections = Array.from({ length: count }, () => this.#selection(type, levels));
    // The same once more, perhaps under a condition: what merging is for.
    if (this.random.chance(0.2)) selections.push(`${this.random.pick(selections)}`);
    return `{ ${selections.join(' ')} }`;
  }

  #selection(type: GraphQLObjectType, levels: number): string {
    const { random } = this;
    if (random.chance(0.06)) return `__typename${this.#conditions()}`;
    if (levels > 0 && random.chance(0.12)) return this.#inlineFragment(type, levels);
    if (levels > 0 && random.chance(0.15)) return `...${this.#fragmentOn(type, levels)}${this.#conditions()}`;
    const fields = Object.values(type.getFields()).filter((field) => this.#isAllowed(type, field));
    return this.#field(type, random.pick(fields), levels);
  }

  #isAllowed(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): boolean {
    return type !== this.options.schema.getMutationType() || this.options.isRepeatable(field);
  }

  #inlineFragment(type: GraphQLObjectType, levels: number): string {
    const condition = this.random.chance(0.6) ? ` on ${type.name}` : '';
    return `...${condition}${this.#conditions()} ${this.#selectionSet(type, levels - 1)}`;
  }

  #fragmentOn(type: GraphQLObjectType, levels: number): string {
    const known = [...this.#fragments].filter(([, { type: on, text }]) => on === type.name && text !== '');
    if (known.length > 0 && this.random.chance(0.6)) return this.random.pick(known)[0];
    const name = `F${this.#fragments.size}`;
    const fragment = { type: type.name, text: '' };
    this.#fragments.set(name, fragment);
    fragment.text = this.#selectionSet(type, levels - 1);
    return name;
  }

  #field(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, levels: number): string {
    const alias = this.random.chance(0.25)
      ? this.random.pick(this.#style.oddNames ? oddAliases : aliases)
      : null;
    const key = `${type.name}.${alias ?? field.name}`;
    const known = this.#written.get(key);
    if (known !== undefined) return this.#withSelections(known, type, levels);
    const head = `${alias === null ? '' : `${alias}: `}${field.name}${this.#arguments(field.args)}`;
    this.#written.set(key, head);
    return this.#withSelections(head, type, levels);
  }

  #withSelections(head: string, type: GraphQLObjectType, levels: number): string {
    const name = head.replace(/^\w+: /, '').match(/^\w+/)?.[0] ?? '';
    const field = type.getFields()[name];
    return `${head}${this.#conditions()}${field ? this.#nested(field.type, levels) : ''}`;
  }

  #nested(output: GraphQLOutputType, levels: number): string {
    const type = getNamedType(output);
    if (!isCompositeType(type)) return '';
    if (levels === 0) return ' { __typename }';
    if (isObjectType(type)) return ` ${this.#selectionSet(type, levels - 1)}`;
    if (!isUnionType(type)) return ' { __typename }';
    const members = type.getTypes().filter(() => this.random.chance(0.7));
    const parts = members.map(
      (member) => `... on ${member.name}${this.#conditions()} ${this.#selectionSet(member, levels - 1)}`,
    );
    return ` { ${['__typename', ...parts].join(' ')} }`;
  }

  #conditions(): string {
    if (!this.random.chance(this.#style.conditions)) return '';
    const directive = this.random.pick(['skip', 'include']);
    const twice = this.random.chance(0.1);
    const one = ` @${directive}(if: ${this.#condition()})`;
    return twice ? `${one} @${directive === 'skip' ? 'include' : 'skip'}(if: ${this.#condition()})` : one;
  }

  #condition(): string {
    if (this.random.chance(0.4)) return String(this.random.chance(0.5));
    const name = this.random.pick(['yes', 'no']);
    const byDefault = this.#variables.get(name)?.defaultValue ?? (this.random.chance(0.3) ? 'true' : null);
    if (!this.#variables.has(name)) {
      this.#variables.set(name, { name, type: byDefault ? 'Boolean' : 'Boolean!', defaultValue: byDefault });
      if (!byDefault || this.random.chance(0.5)) this.#given[name] = name === 'yes';
    }
    return `$${name}`;
  }

  #arguments(parameters: readonly GraphQLArgument[]): string {
    const given = parameters.filter(
      ({ type, defaultValue }) =>
        (isNonNullType(type) && defaultValue === undefined) || this.random.chance(0.5),
    );
    if (given.length === 0) return '';
    return `(${given.map((parameter) => `${parameter.name}: ${this.#argument(parameter)}`).join(', ')})`;
  }

  #argument({ type, name }: GraphQLArgument): string {
    const { random } = this;
    const value = inputValue(type, name, random, this.options.known);
    if (!random.chance(this.#style.literals)) return `$${this.#variable(type, name, value)}`;
    return literalOf(type, value, (inner, innerName) =>
      innerName !== 'idempotencyKey' && random.chance(0.1)
        ? `$${this.#variable(inner, innerName, inputValue(inner, innerName, random, this.options.known))}`
        : null,
    );
  }

  #variable(type: GraphQLInputType, name: string, value: unknown): string {
    const { random } = this;
    const variable = this.#style.oddNames && random.chance(0.2) ? 'constructor' : `v${this.#variables.size}`;
    if (this.#variables.has(variable)) return variable;
    const isRequired = isNonNullType(type);
    const defaultValue = random.chance(0.3) ? literalOf(type, value, () => null) : null;
    const declared = !isRequired && random.chance(0.2) ? `${type}!` : String(type);
    this.#variables.set(variable, { name: variable, type: declared, defaultValue });
    // Left out, null, or of the wrong kind: what clients get wrong too.
    if (random.chance(defaultValue === null ? 0.05 : 0.6)) return variable;
    this.#given[variable] = random.chance(0.04)
      ? random.pick<unknown>([null, 'text', 1, [], {}, [[]], { a: 1 }, true, 1.5])
      : random.chance(0.3)
        ? inputValue(type, name, random, this.options.known)
        : value;
    return variable;
  }
}
