import 'reflect-metadata';
import { type GraphQLSchema, getOperationAST, parse } from 'graphql';
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
import { ownSchema } from '../../src/graphql/schema';

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

type Case = readonly [what: string, query: string, variables?: Record<string, unknown>];

const operations: readonly Case[] = [
  ['plain values', '{ thing { n name inner { n name } } }'],
  ['nothing', '{ thing(n: 0) { n } }'],
  ['an error at the root', '{ thing(n: -1) { n } }'],
  ['a getter that throws, of a field that may be null', '{ thing { n secret } }'],
  ['a getter that throws, of a field that may not be null', '{ thing(n: 3) { n name } }'],
  ['an object that cannot be read', '{ thing(n: 2) { n inner { n } } }'],
  ['a list that cannot be read', '{ thing { parts { n parts { n } } } }'],
  ['a list that cannot be read and may be null', '{ thing { perhaps { n } } }'],
  ['several failures at once', '{ thing { n parts { n secret inner { secret perhaps { n } } } } }'],
  [
    'fragments and aliases',
    'query { a: thing(n: 1) { ...F } b: thing(n: 2) { ...F } } fragment F on Thing { n d: doubled(times: 3) }',
  ],
  [
    'skip and include',
    'query ($s: Boolean!) { thing { n @skip(if: $s) name @include(if: $s) } }',
    { s: true },
  ],
  ['variables with a default', 'query ($n: Int = 4) { thing(n: $n) { n } }'],
  ['variables that are null', 'query ($t: Int) { thing { doubled(times: $t) } }', { t: null }],
  ['variables that do not fit', 'query ($n: Int!) { thing(n: $n) { n } }', { n: 'three' }],
  ['variables that are missing', 'query ($n: Int!) { thing(n: $n) { n } }'],
  ['the schema', '{ __schema { queryType { name } } __type(name: "Thing") { fields { name } } }'],
];

async function both(of: GraphQLSchema, query: string, variables: Record<string, unknown>, context: unknown) {
  const document = parse(query);
  if (!getOperationAST(document)) throw new Error('the test has no operation');
  const args = {
    schema: of,
    document,
    variableValues: variables,
    operationName: null,
    contextValue: context,
  };
  const compiled = compile(args);
  const told = async (how: typeof compiled) =>
    JSON.parse(JSON.stringify(await run({ ...args, compiled: how })));
  return { compiled: compiled && (await told(compiled)), interpreted: await told(null) };
}

/** graphql-js and graphql-jit may find several errors in another order. */
function sorted(result: { errors?: { path?: unknown }[] }): unknown {
  return {
    ...result,
    errors: result.errors?.toSorted((a, b) => String(a.path).localeCompare(String(b.path))),
  };
}

describe('a compiled operation', () => {
  it.each(operations.map(([what, query, variables = {}]) => [what, query, variables] as const))(
    'answers as an interpreted one: %s',
    async (_what, query, variables) => {
      const { compiled, interpreted } = await both(schema, query, variables, {});
      expect(compiled).not.toBeNull();
      expect(sorted(compiled)).toEqual(sorted(interpreted));
    },
  );

  it('runs mutations one after the other', async () => {
    const { compiled, interpreted } = await both(
      schema,
      'mutation { a: count(by: 1) b: count(by: 10) }',
      {},
      {},
    );
    expect(compiled.data.b - compiled.data.a).toBe(10);
    expect(interpreted.data.b - interpreted.data.a).toBe(10);
  });

  it('is not made of fragments that would grow without end, and takes no time to see it', () => {
    const steps = Array.from(
      { length: 60 },
      (_, n) => `fragment F${n} on Thing { ...F${n + 1} inner { ...F${n + 1} } }`,
    );
    const document = parse(`{ thing { ...F0 } } ${steps.join(' ')} fragment F60 on Thing { n }`);
    expect(compile({ schema, document, operationName: null })).toBeNull();
  });

  it('is not made of what it would answer differently: variables inside literals, types that are waited for', () => {
    const { schema: own } = ownSchema();
    const args = (query: string) => ({ schema: own, document: parse(query), operationName: null });
    const nested =
      'query ($id: ID!) { _entities(representations: [{ __typename: "User", guid: $id }]) { __typename } }';
    expect(compile(args(nested))).toBeNull();
    const unresolved = { schema, document: parse('{ either { __typename } }'), operationName: null };
    expect(compile(unresolved)).toBeNull();
    const whole = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
    expect(compile(args(whole))).not.toBeNull();
  });
});

describe('every object type of ours', () => {
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
