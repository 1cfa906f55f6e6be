import 'reflect-metadata';
import { getOperationAST, parse } from 'graphql';
import { rememberable } from '../../../src/graphql/remembered/rememberable';
import type { Shape } from '../../../src/graphql/remembered/shape';
import { ownSchema } from '../../support/schema';

const { schema } = ownSchema();

function shapeOf(text: string): Shape | null {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('The document has no operation.');
  return rememberable(schema, { document, operation })?.shape ?? null;
}

const kindOf = (text: string) => shapeOf(text)?.kind ?? null;

const one = (selection: string) => `query ($id: ID!) { verification(id: $id) ${selection} }`;
const entities = (selection: string) =>
  `query ($r: [_Any!]!) { _entities(representations: $r) ${selection} }`;
const page = (selection: string) => `{ verifications(first: 3) ${selection} }`;

describe('rows are remembered for', () => {
  it.each([
    [one('{ id status subject { realName } }'), 'one'],
    [`${one('{ ...F }')} fragment F on Verification { deptInfo { department { deptId } } }`, 'one'],
    [entities('{ __typename ... on Verification { id user { guid } } }'), 'entities'],
    [page('{ pageInfo { a: endCursor } nodes { id } }'), 'page'],
  ])('%s', (text, kind) => {
    expect(kindOf(text)).toBe(kind);
  });
});

describe('rows are remembered for a time, and for one state of their account, with', () => {
  it.each([
    ['a level', one('{ id assurance { level reasons { code } validUntil } }')],
    [
      'a level that a fragment hides',
      `${one('{ ...F }')} fragment F on Verification { assurance { level } }`,
    ],
    ['a question about the account', page('{ nodes { user { meets(level: LOW) } } }')],
    ['a verified name', entities('{ ... on Verification { user { guid isRealNameVerified } } }')],
  ])('%s', (_what, text) => {
    expect(shapeOf(text)).toMatchObject({ isJudged: true });
  });

  it('nothing else', () => {
    expect(shapeOf(one('{ id status user { guid } }'))).toMatchObject({ isJudged: false });
  });
});

describe('rows are not remembered for', () => {
  it.each([
    ['an age, which rises with time', one('{ id facts { ages { age isAtLeast } } }')],
    ['what depends on other rows', one('{ id user { guid latestVerification { id } } }')],
    [
      'what a variable asks for',
      'query ($id: ID!, $l: AssuranceLevel!) { verification(id: $id) { user { meets(level: $l) } } }',
    ],
    ['a sentence in a language', one('{ assurance { reasons { message } } }')],
    ['what is shown in plain', one('{ authUrl }')],
    ["the application's own data", one('{ metadata clientReference }')],
    ['words in a language', one('{ failure { message } }')],
    ['a picture', one('{ relativeInfo { childAvatar } }')],
    ['a history', one('{ history { version } }')],
    ['another entity', entities('{ ... on Verification { id } ... on User { guid } }')],
    [
      'what a fragment hides',
      one('{ ... on Verification { user { ... on User { guid verifications { totalCount } } } } }'),
    ],
    ['edges', page('{ edges { cursor } nodes { id } }')],
    ['a page without its rows', page('{ pageInfo { endCursor } }')],
    ['a list that is asked for twice', page('{ nodes { id } nodes { status } }')],
    [
      'more than one root field',
      'query ($id: ID!) { a: verification(id: $id) { id } b: verification(id: $id) { id } }',
    ],
    ['an id that is written out', '{ verification(id: "1") { id } }'],
    ['a mutation', 'mutation ($id: ID!) { cancelVerification(id: $id) { verification { id } } }'],
  ])('%s', (_what, text) => {
    expect(kindOf(text)).toBeNull();
  });
});
