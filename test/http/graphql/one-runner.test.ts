import { GraphQLScalarType } from 'graphql';
import { Arg, Query, Resolver } from 'type-graphql';
import { startTestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { refusals, transports } from '../../support/transports';

const opened = closeAfterEach();

/** Validation reads a literal once; so does the execution of a valid document. */
let literalsRead = 0;

const Counted = new GraphQLScalarType<number, number>({
  name: 'Counted',
  serialize: Number,
  parseValue: Number,
  parseLiteral() {
    literalsRead += 1;
    return 1;
  },
});

@Resolver()
class CountingResolver {
  @Query(() => Counted)
  counted(@Arg('value', () => Counted) value: number): number {
    return value;
  }
}

async function readingsOf(work: () => Promise<unknown>): Promise<number> {
  const before = literalsRead;
  await work();
  return literalsRead - before;
}

describe.each(transports)('one runner of operations over %s', (_name, run) => {
  it.each([
    ['compiled', 'on'],
    ["in Apollo's pipeline if there is one", 'off'],
  ])(
    'validates a document that is run %s until it is kept, which is when it comes again',
    async (_how, compiler) => {
      const { url } = opened.keep(
        await startTestApp({
          env: { QUERY_COMPILER: compiler },
          compileAfter: 10,
          moreResolvers: [CountingResolver],
        }),
      );
      const query = 'query Once { counted(value: 1) }';
      const ask = async () => expect(await run(url, { query })).toEqual({ data: { counted: 1 } });

      const readings = [
        await readingsOf(ask),
        await readingsOf(ask),
        await readingsOf(ask),
        await readingsOf(ask),
      ];
      expect(readings).toEqual([2, 2, 1, 1]);
    },
  );

  it.each(['on', 'off'])(
    'validates a refused document once and never passes it to Apollo, with QUERY_COMPILER=%s',
    async (compiler) => {
      const { url } = opened.keep(
        await startTestApp({ env: { QUERY_COMPILER: compiler }, moreResolvers: [CountingResolver] }),
      );
      const query = 'query Refused { counted(value: 1) nothing }';

      const readings = await readingsOf(async () =>
        expect(refusals(await run(url, { query }))).toMatchObject([{ code: 'GRAPHQL_VALIDATION_FAILED' }]),
      );

      expect(readings).toBe(1);
    },
  );
});
