import { type DocumentNode, type GraphQLSchema, Kind, visit } from 'graphql';
import { openedOnce } from '../support/closing';
import { compareDocuments } from './compare';
import { openScene } from './scene';

/** What the compiler is made to overlook: the document as the rules would see it without that part. */
let overlook: (document: DocumentNode) => DocumentNode = (document) => document;

jest.mock('../../src/graphql/compilable', () => {
  const { isCompilable } = jest.requireActual<typeof import('../../src/graphql/compilable')>(
    '../../src/graphql/compilable',
  );
  return {
    isCompilable: (schema: GraphQLSchema, document: DocumentNode) => isCompilable(schema, overlook(document)),
  };
});

jest.setTimeout(300_000);

const scene = openedOnce(openScene);

const withoutDirectives = (document: DocumentNode) => visit(document, { Directive: () => null });
const withoutNames = (document: DocumentNode) =>
  visit(document, {
    Field: ({ alias: _left, ...field }) => field,
    Variable: (node) => ({ ...node, name: { kind: Kind.NAME, value: `v_${node.name.value}` } }),
  });

describe('the fuzz test finds a planted bug', () => {
  it.each([
    ['documents with @skip and @include are compiled', withoutDirectives, /@skip|@include/],
    ['names that mean something to JavaScript are compiled', withoutNames, /__proto__|constructor|toString/],
  ] as const)('%s', async (_title, planted, holds) => {
    overlook = planted;

    const { schema } = await scene();
    const { isCompilable } = jest.requireActual<typeof import('../../src/graphql/compilable')>(
      '../../src/graphql/compilable',
    );
    // Only documents that the planted bug has compiled can differ.
    const only = (document: DocumentNode) =>
      isCompilable(schema, planted(document)) && !isCompilable(schema, document);
    const { differences } = await compareDocuments(await scene(), 1, 100_000, { most: 1, holds, only });

    expect(differences).not.toEqual([]);
  });
});
