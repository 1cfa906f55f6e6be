import { getOperationAST, parse } from 'graphql';
import { CostEstimator, type Estimate } from '../../../src/http/graphql/cost';
import { ownSchema } from '../../support/schema';

const { schema } = ownSchema();

function costOf(query: string, variables: Record<string, unknown> = {}): Estimate {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('the query has no operation');
  return new CostEstimator(schema, document, operation).estimate(variables);
}

const whole = (cost: number): number => Math.ceil(Math.round(cost * 100) / 100);

/** A page costs a query and its rows, besides the objects and scalars that it brings. */
const page = (size: number): number => 5 + size * 1.3;

describe('the estimated cost of an operation', () => {
  it.each([
    [
      'an object counts 1 and each of its scalars a fifth',
      '{ verification(id: 1) { id status version provider method } }',
      2,
    ],
    [
      'every object in it counts as well',
      '{ verification(id: 1) { subject { realName } user { guid } } }',
      1 + 1.2 + 1.2,
    ],
    ['an alias counts again', '{ a: verification(id: 1) { id } b: verification(id: 2) { id } }', 2 * 1.2],
    [
      'a field that is selected again does not count again',
      '{ verification(id: 1) { id id subject { realName } } verification(id: 1) { id subject { realName } } }',
      1.2 + 1.2,
    ],
    [
      'a list without a size counts as the schema says: 5 times',
      '{ verification(id: 1) { relativeInfo { deptInfo { deptId } } } }',
      1 + 5 * (1 + 5 * 1.2),
    ],
    [
      'events and reveals count 20 times',
      '{ verification(id: 1) { history { cause } reveals { purpose } } }',
      1 + 20 * 1.2 + 20 * 1.2,
    ],
    [
      'a page counts as its first says',
      '{ verifications(first: 7) { nodes { subject { realName } } } }',
      1 + page(7) + 7 * (1 + 1.2),
    ],
    [
      'a page without first counts 20',
      '{ verifications { edges { node { id } } } }',
      1 + page(20) + 20 * (1 + 1.2),
    ],
    [
      'a page counts for every list in it',
      '{ verifications(first: 7) { nodes { id } edges { cursor } } }',
      1 + page(7) + 7 * 1.2 + 7 * 1.2,
    ],
    [
      'a page costs its rows even if nothing of them is selected',
      '{ verifications(first: 100) { pageInfo { hasNextPage } } }',
      1 + page(100) + 1.2,
    ],
    [
      'a page is no larger than any page',
      '{ verifications(first: 2000000) { nodes { id } } }',
      1 + page(100) + 100 * 1.2,
    ],
    ['a page is not negative', '{ verifications(first: -5) { nodes { id } } }', 1 + page(1) + 1.2],
    [
      'a page of a page multiplies',
      '{ verifications(first: 10) { nodes { user { verifications(first: 10) { nodes { id } } } } } }',
      1 + page(10) + 10 * (1 + 1 + (1 + page(10) + 10 * 1.2)),
    ],
    [
      'introspection counts a twentieth',
      '{ __type(name: "User") { name fields { name } } }',
      0.05 + 0.01 + 5 * 0.06,
    ],
    ['the SDL counts as the long text that it is', '{ _service { sdl } }', 1 + 500 + 0.2],
    [
      'a mutation counts as a transaction, with what it brings',
      'mutation { cancelVerification(id: 1) { verification { id } inputErrors { code } } }',
      10 + 1 + 1.2 + 5 * 1.2,
    ],
    [
      'a call to a provider counts what its @cost says',
      'mutation { startOneNetVerification(input: { userId: 1, phone: "1" }) { verification { id } } }',
      100 + 1 + 1.2,
    ],
    [
      'a subscription costs what one event brings',
      'subscription { verificationUpdated(id: 1) { verification { id } } }',
      1 + 1.2,
    ],
  ])('%s', (_what, query, cost) => {
    expect(costOf(query)).toEqual({ cost: whole(cost), entities: 0 });
  });

  it('takes the page size from variables and from their defaults', () => {
    const query = 'query ($n: Int = 3) { verifications(first: $n) { nodes { id subject { realName } } } }';
    const cost = (size: number) => whole(1 + page(size) + size * 2.4);

    expect(costOf(query).cost).toBe(cost(3));
    expect(costOf(query, { n: 9 }).cost).toBe(cost(9));
    expect(costOf(query, { n: 'many' }).cost).toBe(cost(100));
  });

  it('follows fragments, and only those on a matching type', () => {
    const query = `query ($r: [_Any!]!) {
      _entities(representations: $r) { ...OfUser ... on Verification { subject { realName } } ... { __typename } }
    }
    fragment OfUser on User { latestVerification { ...Brief } verifications(first: 4) { nodes { ...Brief } } }
    fragment Brief on Verification { failure { code } }`;
    const user = { __typename: 'User', guid: 'g' };
    const verification = { __typename: 'Verification', id: 'v' };
    const ofUser = 1.2 + (1 + 1.2) + (1 + page(4) + 4 * (1 + 1.2));
    const ofVerification = 1.2 + 1.2;

    expect(costOf(query, { r: [user] })).toEqual({ cost: whole(ofUser), entities: 1 });
    expect(costOf(query, { r: [verification, verification] })).toEqual({
      cost: whole(2 * ofVerification),
      entities: 2,
    });
    expect(costOf(query, { r: [user, verification, verification] })).toEqual({
      cost: whole(ofUser + 2 * ofVerification),
      entities: 3,
    });
    expect(costOf(query, { r: ['nonsense', null, { __typename: 'Nobody' }] })).toEqual({
      cost: 15,
      entities: 3,
    });
    expect(costOf(query, { r: 'nonsense' })).toEqual({ cost: 0, entities: 0 });
  });

  it.each([
    [{ __typename: 'Nothing', id: 'v' }],
    [{ __typename: 'VerificationEvent', id: 'v' }],
    [{ __typename: 'Verification' }],
    [{ __typename: 'Verification', guid: 'g' }],
    [{ __typename: 'Verification', id: { of: 'another shape' } }],
    [{ __typename: 'User', id: 'v' }],
    [{}],
    [['User']],
    ['User'],
  ])('counts the representation %j by the error that it brings', (representation) => {
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Verification { id } } }';

    expect(costOf(query, { r: Array(100).fill(representation) })).toEqual({ cost: 500, entities: 100 });
  });

  it('counts representations written into the query, and the longest of several lists', () => {
    const list = (count: number) => `[${'{ __typename: "User", guid: "g" }'.repeat(count)}]`;
    const query = `{
      a: _entities(representations: ${list(2)}) { __typename }
      b: _entities(representations: ${list(3)}) { __typename }
    }`;

    expect(costOf(query)).toEqual({ cost: 5 * 1.2, entities: 3 });
  });
});
