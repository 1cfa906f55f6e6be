import 'reflect-metadata';
import { parse } from 'graphql';
import { compile, run } from '../../src/graphql/execution';
import { ownSchema } from '../support/schema';
import { inventedVerification } from './invented';

const { schema } = ownSchema();
const document = parse(
  'query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Verification { id } ... on User { guid } } }',
);
const operation = { schema, document, operationName: null };
const known = inventedVerification({ id: 'known', guid: 'account' });

type Find = (ids: readonly string[]) => Promise<ReadonlyMap<string, unknown>>;
const find: Find = async () => new Map([[known.id, known]]);

async function entities(
  representations: readonly unknown[],
  { by = find, nobody = false }: { by?: Find; nobody?: boolean } = {},
): Promise<unknown> {
  const answers = [];
  for (const compiled of [null, compile(operation)]) {
    const caller = nobody ? null : { guid: 'account', scopes: new Set(), expiresAt: null, address: '::1' };
    const tools = { now: () => new Date(0), store: { verifications: { find: by } } };
    const loaders = { verification: { load: async (id: string) => (await by([id])).get(id) ?? null } };
    const contextValue = { caller, tools, loaders };
    const result = await run({
      ...operation,
      variableValues: { r: representations },
      compiled,
      contextValue,
    });
    answers.push(JSON.parse(JSON.stringify(result)));
  }
  expect(answers[0]).toEqual(answers[1]);
  return answers[0];
}

const verification = (id: string) => ({ __typename: 'Verification', id });

describe('a batch of Verification entities', () => {
  it('is read at once, in order, with null for missing ones', async () => {
    const asked: (readonly string[])[] = [];
    const by: Find = async (ids) => {
      asked.push(ids);
      return find(ids);
    };
    expect(await entities(['known', 'unknown', 'known'].map(verification), { by })).toEqual({
      data: { _entities: [verification('known'), null, verification('known')] },
    });
    expect(asked).toEqual([1, 2].map(() => ['known', 'unknown', 'known']));
  });

  it('is null for anonymous callers', async () => {
    expect(await entities([verification('known')], { nobody: true })).toEqual({
      data: { _entities: [null] },
    });
  });

  it('has an error for each entity if they cannot be read', async () => {
    const by: Find = async () => {
      throw new Error('the database is away');
    };
    expect(await entities(['known', 'unknown'].map(verification), { by })).toEqual({
      data: { _entities: [null, null] },
      errors: [0, 1].map((n) =>
        expect.objectContaining({ message: 'the database is away', path: ['_entities', n] }),
      ),
    });
  });
});

describe('a batch of entities of several types', () => {
  it('is resolved entity by entity', async () => {
    const user = { __typename: 'User', guid: 'account' };
    expect(await entities([verification('known'), user])).toEqual({
      data: { _entities: [verification('known'), user] },
    });
  });
});
