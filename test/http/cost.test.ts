import { getOperationAST, parse } from 'graphql';
import { ownSchema } from '../../src/graphql/schema';
import { CostEstimator, type Estimate } from '../../src/http/cost';

const { schema } = ownSchema();

function costOf(query: string, variables: Record<string, unknown> = {}): Estimate {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('the query has no operation');
  return new CostEstimator(schema, document, operation).estimate(variables);
}

describe('the estimated cost of an operation', () => {
  it.each([
    ['scalars cost nothing, the object around them 1', '{ verification(id: 1) { id status } }', 1],
    ['every object in it costs 1 more', '{ verification(id: 1) { subject { realName } user { guid } } }', 3],
    ['what it has twice costs twice', '{ a: verification(id: 1) { id } b: verification(id: 2) { id } }', 2],
    [
      'a list without a size counts 5 times',
      '{ verification(id: 1) { relativeInfo { deptInfo { deptId } } } }',
      31,
    ],
    ['a page counts as its first says', '{ verifications(first: 7) { nodes { subject { realName } } } }', 15],
    ['a page without first counts 20', '{ verifications { edges { node { id } } } }', 41],
    [
      'a page counts also for what is beside it',
      '{ verifications(first: 7) { nodes { id } edges { cursor } } }',
      15,
    ],
    ['a page is no larger than any page', '{ verifications(first: 2000000) { nodes { id } } }', 101],
    ['a page is not negative', '{ verifications(first: -5) { nodes { id } } }', 2],
    [
      'a page of a page multiplies',
      '{ verifications(first: 10) { nodes { user { verifications(first: 10) { nodes { id } } } } } }',
      131,
    ],
    ['questions about the schema cost nothing', '{ __schema { types { name } } }', 0],
    [
      'a mutation costs what it brings',
      'mutation { cancelVerification(id: 1) { verification { id } inputErrors { code } } }',
      7,
    ],
    [
      'a subscription costs what one event brings',
      'subscription { verificationUpdated(id: 1) { verification { id } } }',
      2,
    ],
  ])('%s', (_what, query, cost) => {
    expect(costOf(query)).toEqual({ cost, entities: 0 });
  });

  it('takes a page from variables and from their defaults', () => {
    const query = 'query ($n: Int = 3) { verifications(first: $n) { nodes { id } } }';

    expect(costOf(query).cost).toBe(4);
    expect(costOf(query, { n: 9 }).cost).toBe(10);
    expect(costOf(query, { n: 'many' }).cost).toBe(101);
  });

  it('follows fragments, and only those of the type', () => {
    const query = `query ($r: [_Any!]!) {
      _entities(representations: $r) { ...OfUser ... on Verification { subject { realName } } ... { __typename } }
    }
    fragment OfUser on User { latestVerification { ...Brief } verifications(first: 4) { nodes { ...Brief } } }
    fragment Brief on Verification { failure { code } }`;
    const user = { __typename: 'User', guid: 'g' };
    const verification = { __typename: 'Verification', id: 'v' };

    expect(costOf(query, { r: [user] })).toEqual({ cost: 1 + 2 + 1 + 4 * 2, entities: 1 });
    expect(costOf(query, { r: [verification, verification] })).toEqual({ cost: 4, entities: 2 });
    expect(costOf(query, { r: [user, verification, verification] })).toEqual({ cost: 12 + 4, entities: 3 });
    expect(costOf(query, { r: ['nonsense', null, { __typename: 'Nobody' }] })).toEqual({
      cost: 3,
      entities: 3,
    });
    expect(costOf(query, { r: 'nonsense' })).toEqual({ cost: 0, entities: 0 });
  });

  it('counts representations that are written into the query, and the most of any list of them', () => {
    const list = (count: number) => `[${'{ __typename: "User", guid: "g" }'.repeat(count)}]`;
    const query = `{
      a: _entities(representations: ${list(2)}) { __typename }
      b: _entities(representations: ${list(3)}) { __typename }
    }`;

    expect(costOf(query)).toEqual({ cost: 5, entities: 3 });
  });
});
