import 'reflect-metadata';
import { parse } from 'graphql';
import {
  Arg,
  buildSchemaSync,
  createUnionType,
  Field,
  FieldResolver,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { compile, run } from '../../src/graphql/execution';
import { OutputType } from '../../src/graphql/output-type';
import { ownSchema } from '../support/schema';

/** A thing of every kind of field: some that are there, some that fail, in every way a field can fail. */
@OutputType({ description: 'A thing.' })
class Thing {
  @Field(() => Int)
  readonly n: number;

  constructor(n: number) {
    this.n = n;
  }

  @Field(() => String)
  get name(): string {
    if (this.n === 3) throw new Error('the third has no name');
    return `thing ${this.n}`;
  }

  @Field(() => String, { nullable: true })
  get secret(): string {
    throw new RangeError('does not open');
  }

  @Field(() => Thing, { nullable: true })
  get inner(): Thing | null {
    if (this.n === 2) throw new Error('nothing inside');
    return this.n === 0 ? null : new Thing(this.n - 1);
  }

  @Field(() => [Thing])
  get parts(): Thing[] {
    if (this.n === 2) throw new Error('no parts');
    return [new Thing(this.n + 1), new Thing(this.n + 2)];
  }

  @Field(() => [Thing], { nullable: true })
  get perhaps(): Thing[] | null {
    if (this.n === 1) throw new Error('not even perhaps');
    return null;
  }
}

@OutputType({ description: 'Another.' })
class Other {
  @Field(() => String)
  readonly word = 'other';
}

const Either = createUnionType({
  name: 'Either',
  types: () => [Thing, Other] as const,
  resolveType: (value) => (value instanceof Thing ? 'Thing' : 'Other'),
});

@Resolver(() => Thing)
class ThingResolver {
  @Query(() => Thing, { nullable: true })
  thing(@Arg('n', () => Int, { defaultValue: 1 }) n: number): Thing | null {
    if (n < 0) throw new Error('there are no negative things');
    return n === 0 ? null : new Thing(n);
  }

  @Query(() => [Either], { nullable: 'items' })
  async either(): Promise<unknown[]> {
    return [new Thing(1), new Other(), null, Promise.reject(new Error('late')), new Thing(3)];
  }

  @Mutation(() => Int)
  async count(@Arg('by', () => Int) by: number): Promise<number> {
    await Promise.resolve();
    counted += by;
    return counted;
  }

  @FieldResolver(() => Int)
  async doubled(@Root() { n }: Thing, @Arg('times', () => Int, { nullable: true }) times?: number) {
    if (n === 2) throw new Error('not twice');
    return n * (times ?? 2);
  }
}

let counted = 0;
const schema = buildSchemaSync({ resolvers: [ThingResolver], validate: false, skipCheck: true });

interface Case {
  readonly title: string;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

const compiledCases: readonly Case[] = [
  { title: 'plain values', query: '{ thing { n name inner { n name } } }' },
  { title: 'a field that is null', query: '{ thing(n: 0) { n } }' },
  { title: 'an error at the root', query: '{ thing(n: -1) { n } }' },
  { title: 'a nullable field whose getter throws', query: '{ thing { n secret } }' },
  { title: 'a required field whose getter throws', query: '{ thing(n: 3) { n name } }' },
  { title: 'an object that cannot be read', query: '{ thing(n: 2) { n inner { n } } }' },
  { title: 'a list that cannot be read', query: '{ thing { parts { n parts { n } } } }' },
  { title: 'a nullable list that cannot be read', query: '{ thing { perhaps { n } } }' },
  {
    title: 'several failures at once, in the order of their fields',
    query: '{ thing { n parts { n secret inner { secret perhaps { n } } } } }',
  },
  {
    title: 'fragments and aliases',
    query:
      'query { a: thing(n: 1) { ...F } b: thing(n: 2) { ...F } } fragment F on Thing { n d: doubled(times: 3) }',
  },
  { title: 'variables with a default', query: 'query ($n: Int = 4) { thing(n: $n) { n } }' },
  {
    title: 'variables that are null',
    query: 'query ($t: Int) { thing { doubled(times: $t) } }',
    variables: { t: null },
  },
  {
    title: 'variables of the wrong type',
    query: 'query ($n: Int!) { thing(n: $n) { n } }',
    variables: { n: 'three' },
  },
  { title: 'variables that are missing', query: 'query ($n: Int!) { thing(n: $n) { n } }' },
  { title: 'the schema', query: '{ __schema { queryType { name } types { fields { name } } } }' },
];

const interpretedCases: readonly (readonly [title: string, query: string])[] = [
  ['a mutation', 'mutation { count(by: 1) }'],
  ['a directive', 'query ($s: Boolean!) { thing { n @skip(if: $s) } }'],
  ['a directive in a fragment', '{ thing { ...F } } fragment F on Thing { n @include(if: true) }'],
  ['a string', '{ __type(name: "Thing") { name } }'],
  ['a default that is a string', 'query ($n: String! = "Thing") { __type(name: $n) { name } }'],
  ['a type that is resolved asynchronously', '{ either { __typename } }'],
  ['an alias that means something to JavaScript', '{ thing { __proto__: n } }'],
  [
    'a variable that means something to JavaScript',
    'query ($constructor: Int) { thing(n: $constructor) { n } }',
  ],
];

/** Of the service's own schema. */
const ownInterpretedCases: readonly (readonly [title: string, query: string])[] = [
  [
    'a variable inside a literal of a scalar',
    'query ($id: ID!) { _entities(representations: [{ __typename: User, guid: $id }]) { __typename } }',
  ],
  [
    'a default that is an object',
    'query ($f: VerificationFilter = { status: [PENDING] }) { verifications(filter: $f) { nodes { id } } }',
  ],
  [
    'a default of a scalar of ours',
    'query ($d: DateTime = 1) { verifications(filter: { createdAfter: $d }) { nodes { id } } }',
  ],
];

async function both(query: string, variables: Record<string, unknown>) {
  const args = { schema, document: parse(query), variableValues: variables, operationName: null };
  const compiled = compile(args);
  const answerOf = async (way: typeof compiled) =>
    JSON.stringify(await run({ ...args, contextValue: {}, compiled: way }));
  return { compiled: compiled && (await answerOf(compiled)), interpreted: await answerOf(null) };
}

describe('a compiled operation', () => {
  it.each(compiledCases)(
    'has the same answer as an interpreted one: $title',
    async ({ query, variables = {} }) => {
      const { compiled, interpreted } = await both(query, variables);

      expect(compiled).toBe(interpreted);
    },
  );

  it('is refused in linear time for fragments that would expand exponentially', () => {
    const steps = Array.from(
      { length: 60 },
      (_, n) => `fragment F${n} on Thing { ...F${n + 1} inner { ...F${n + 1} } }`,
    );
    const document = parse(`{ thing { ...F0 } } ${steps.join(' ')} fragment F60 on Thing { n }`);

    expect(compile({ schema, document, operationName: null })).toBeNull();
  });

  it.each(interpretedCases)('is not compiled from a document with %s', (_title, query) => {
    expect(compile({ schema, document: parse(query), operationName: null })).toBeNull();
  });

  it.each(ownInterpretedCases)('is not compiled from a document with %s', (_title, query) => {
    const document = parse(query);

    expect(compile({ schema: ownSchema().schema, document, operationName: null })).toBeNull();
  });

  it('is refused an array where an input object is expected, as an interpreted one is', async () => {
    const { schema: own } = ownSchema();
    const document = parse('query ($f: VerificationFilter) { verifications(filter: $f) { nodes { id } } }');
    const args = { schema: own, document, operationName: null };
    const compiled = compile(args);
    // Without data, that is before anything runs.
    expect(await compiled?.({}, {}, { f: [] })).not.toHaveProperty('data');

    const refused = await run({ ...args, contextValue: {}, compiled, variableValues: { f: [] } });

    expect(JSON.stringify(refused)).toContain('Expected type \\"VerificationFilter\\" to be an object.');
    // Lists are where lists are expected.
    const taken = await run({ ...args, contextValue: {}, compiled, variableValues: { f: { status: [] } } });
    expect(JSON.stringify(taken)).not.toContain('to be an object');
  });

  it('is compiled from the queries that a router sends', () => {
    const document = parse('query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }');

    expect(compile({ schema: ownSchema().schema, document, operationName: null })).not.toBeNull();
  });
});

describe('every object type of the schema', () => {
  it('has getters that do not throw', () => {
    const { schema: own } = ownSchema();
    expect(own.getType('Verification')).toBeDefined();
    // Types are made with OutputType alone: the decorator of type-graphql itself would leave getters unguarded.
    const { readdirSync, readFileSync } = jest.requireActual<typeof import('node:fs')>('node:fs');
    const root = `${__dirname}/../../src/graphql`;
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.type.ts'),
    );
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) expect(readFileSync(`${root}/${file}`, 'utf8')).not.toMatch(/@ObjectType\(/);
  });
});
