import 'reflect-metadata';
import { getOperationAST, parse } from 'graphql';
import { rememberable } from '../../../src/graphql/remembered/rememberable';
import { ownSchema } from '../../support/schema';

const { schema } = ownSchema();

function kindOf(text: string): string | null {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('The document has no operation.');
  return rememberable(schema, { document, operation })?.shape.kind ?? null;
}

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

describe('rows are not remembered for', () => {
  it.each([
    ['what lapses with time', one('{ id assurance { level } }')],
    ['what depends on other rows', one('{ id user { guid isRealNameVerified } }')],
    ['what is shown in plain', one('{ authUrl }')],
    ["the application's own data", one('{ metadata clientReference }')],
    ['words in a language', one('{ failure { message } }')],
    ['a picture', one('{ relativeInfo { childAvatar } }')],
    ['a history', one('{ history { version } }')],
    ['another entity', entities('{ ... on Verification { id } ... on User { guid } }')],
    [
      'what a fragment hides',
      one('{ ... on Verification { user { ... on User { guid meets(level: LOW) } } } }'),
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
