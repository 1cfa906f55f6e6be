import { type GraphQLField, getNamedType, isLeafType, isObjectType } from 'graphql';
import type { RandomOperation } from './documents';
import type { Random } from './random';
import { changeRows } from './row-changes';
import type { Headers, Scene } from './scene';

/** A query that was answered differently with remembered rows, and what repeats it. */
export interface RowDifference {
  readonly step: number;
  readonly query: string;
  readonly variables: unknown;
  readonly headers: Headers;
  readonly answers: readonly string[];
}

type Document = (ids: readonly string[]) => RandomOperation;

const callers: readonly Headers[] = [
  {},
  {},
  { 'x-dev-guid': 'other-account', 'x-dev-scopes': 'none' },
  { 'x-dev-scopes': 'none' },
  { 'x-dev-guid': 'other-account' },
];

/** A few queries are asked again and again, by random callers, while random changes happen to what they show. */
export async function compareRows(
  scene: Scene,
  random: Random,
  steps: number,
): Promise<readonly RowDifference[]> {
  const ids = [...scene.known.ids];
  const documents = Array.from({ length: 12 }, () => documentOf(scene, random));
  const differences: RowDifference[] = [];
  for (let step = 0; step < steps && differences.length < 3; step += 1) {
    if (random.chance(0.12)) await changeRows(scene, random, ids, step);
    const operation = random.pick(documents)(ids);
    const headers = random.pick(callers);
    const alone = await scene.alone(operation, headers);
    const answers = [
      alone,
      await scene.overHttp(operation, headers),
      await scene.overHttp(operation, headers),
    ];
    if (answers.some((answer) => answer !== alone)) {
      const { query, variables } = operation;
      differences.push({ step, query, variables, headers, answers });
    }
  }
  return differences;
}

/** One of the three queries whose rows are remembered, with a random selection; some hold what is not remembered. */
function documentOf(scene: Scene, random: Random): Document {
  const writer = new SelectionWriter(scene, random);
  const row = writer.of('Verification', 0);
  const root = random.chance(0.3) ? 'x: ' : '';
  const id = (ids: readonly string[]) =>
    random.chance(0.9)
      ? random.pick(ids)
      : random.pick(['', '0', 'nobody', 'a\u0000', random.pick(ids).slice(1)]);
  switch (random.below(3)) {
    case 0: {
      const query = `query ($id: ID!) { ${root}verification(id: $id) ${row} }${writer.fragments}`;
      return (ids) => operationOf(query, { id: id(ids) });
    }
    case 1: {
      const query = `query ($r: [_Any!]!) { ${root}_entities(representations: $r) { ... on Verification ${row} } }${writer.fragments}`;
      return (ids) => {
        const r = Array.from({ length: random.below(6) }, () => ({
          __typename: random.chance(0.97) ? 'Verification' : 'User',
          id: id(ids),
          guid: 'dev-user',
        }));
        return operationOf(query, { r });
      };
    }
    default: {
      const pageInfo = random.pick([
        'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }',
        'p: pageInfo { endCursor a: hasNextPage }',
        '',
      ]);
      const size = random.pick(['first: $n', 'last: $n', 'first: $n, orderBy: UPDATED_ASC', 'first: 3']);
      const filter = random.pick(['', ', filter: { status: [APPROVED, CANCELED] }', ', filter: $f']);
      const query = `query ($n: Int, $f: VerificationFilter, $a: String) {
        ${root}verifications(${size}${filter}, after: $a) { nodes ${row} ${pageInfo} } __typename }${writer.fragments}`;
      const used = query
        .replace(' __typename }', ' }')
        .replace(filter.includes('$f') ? '\u0000' : ', $f: VerificationFilter', '')
        .replace(size.includes('$n') ? '\u0000' : '$n: Int, ', '');
      return () =>
        operationOf(used, {
          ...(size.includes('$n') && { n: random.pick([1, 2, 3, 50, 0, 101]) }),
          ...(filter.includes('$f') && {
            f: random.pick([{ guid: 'dev-user' }, {}, { method: ['IMPORT'] }]),
          }),
          ...(random.chance(0.1) && { a: 'nonsense' }),
        });
    }
  }
}

function operationOf(query: string, variables: Record<string, unknown>): RandomOperation {
  return { query, variables, operationName: null, kind: 'query' } as RandomOperation;
}

const maxDepth = 3;

class SelectionWriter {
  fragments = '';
  #names = 0;

  constructor(
    private readonly scene: Scene,
    private readonly random: Random,
  ) {}

  /** A random selection of a type's fields without arguments. */
  of(type: string, depth: number): string {
    const { random } = this;
    const known = this.scene.schema.getType(type);
    if (!isObjectType(known)) return '{ __typename }';
    // Half of the fields of a verification are never remembered: most documents leave them out.
    const all = Object.values(known.getFields()).filter((field) => this.#isUsable(field, type, depth));
    const chosen = Array.from({ length: 1 + random.below(6) }, () => random.pick(all));
    // Judged of the account and of the verification: a third of the documents ask for it.
    if (type === 'Verification' && random.chance(0.4)) {
      chosen.push(...all.filter(({ name }) => name === random.pick(['user', 'user', 'assurance'])));
    }
    const written = chosen.map((field) => {
      this.#names += 1;
      if (field.name === 'meets') {
        return `n${this.#names}: meets(level: ${random.pick(['CONTACT', 'LOW', 'SUBSTANTIAL', 'HIGH'])})`;
      }
      const name = random.chance(0.3) ? `n${this.#names}: ${field.name}` : field.name;
      const inner = getNamedType(field.type);
      // One selection for a field's name: two would have to be merged.
      return isLeafType(inner) ? name : `n${this.#names}: ${field.name} ${this.of(inner.name, depth + 1)}`;
    });
    if (random.chance(0.1)) written.push('__typename');
    return `{ ${this.#wrapped(written.join(' '), type)} }`;
  }

  #isUsable({ name, args, type }: GraphQLField<unknown, unknown>, parent: string, depth: number): boolean {
    const inner = getNamedType(type);
    if ((args.length > 0 && name !== 'meets') || (depth >= maxDepth && !isLeafType(inner))) return false;
    if (parent === 'User') return judgedOrKey.has(name) || this.random.chance(0.05);
    return !unremembered.has(name) || this.random.chance(0.05);
  }

  #wrapped(selection: string, type: string): string {
    const { random } = this;
    if (random.chance(0.15)) return `... on ${type} { ${selection} }`;
    if (!random.chance(0.1)) return selection;
    this.#names += 1;
    this.fragments += ` fragment F${this.#names} on ${type} { ${selection} }`;
    return `...F${this.#names}`;
  }
}

/** Fields of a verification that a document seldom asks for here: with any of them nothing is remembered. */
const unremembered: ReadonlySet<string> = new Set([
  ...['authUrl', 'auditInfo', 'conflict', 'failure', 'facts', 'metadata', 'clientReference'],
  ...['staffDecision', 'identityCase', 'reveals', 'history', 'childAvatar', 'case'],
]);

/** The fields of an account that are remembered. */
const judgedOrKey: ReadonlySet<string> = new Set(['guid', 'isRealNameVerified', 'assurance', 'meets']);
