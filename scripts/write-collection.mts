import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import {
  buildSchema,
  concatAST,
  type DocumentNode,
  type GraphQLInputType,
  isInputObjectType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  separateOperations,
  typeFromAST,
  validate,
} from 'graphql';
import { sampleOf, variables } from './collection/samples.mts';

/**
 * Writes the Postman collection from the operations of the client and of the example page, with variables that the
 * sandbox accepts; with --check, only compares, and fails if they differ. Bruno, Hoppscotch and Insomnia import it too.
 */
const path = 'examples/postman/realname.postman_collection.json';
const folders = ['client/operations', 'examples/web/operations'];
const schema = buildSchema(readFileSync('schema/verification.graphql', 'utf8'), { assumeValidSDL: true });

/** Each operation with its fragments, and the field of Query or Mutation that it asks. */
function operationsIn(
  folder: string,
): readonly { readonly field: string; readonly document: DocumentNode }[] {
  const files = readdirSync(folder).map((name) => parse(readFileSync(`${folder}/${name}`, 'utf8')));
  return Object.values(separateOperations(concatAST(files)))
    .filter((document) => operationOf(document).operation !== 'subscription')
    .filter((document) => validate(schema, document).length === 0)
    .map((document) => ({ document, field: rootOf(document) }));
}

function operationOf({ definitions }: DocumentNode): OperationDefinitionNode {
  const operation = definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('A document has no operation.');
  return operation;
}

function rootOf(document: DocumentNode): string {
  const [field] = operationOf(document).selectionSet.selections;
  if (field?.kind !== Kind.FIELD) throw new Error('An operation begins with a fragment.');
  return field.name.value;
}

/** The required variables, with the required fields of inputs. */
function variablesOf(field: string, document: DocumentNode): Record<string, unknown> {
  return Object.fromEntries(
    (operationOf(document).variableDefinitions ?? [])
      .filter(({ type }) => type.kind === Kind.NON_NULL_TYPE)
      .map(({ variable, type: node }) => {
        const type = typeFromAST(schema, node) as GraphQLInputType;
        return [variable.name.value, valueFor(type, field, variable.name.value)];
      }),
  );
}

function valueFor(type: GraphQLInputType, owner: string, name: string): unknown {
  const bare = isNonNullType(type) ? type.ofType : type;
  const sample = sampleOf(owner, name);
  if (sample !== undefined) return sample;
  if (!isInputObjectType(bare)) throw new Error(`scripts/collection/samples.mts has no ${owner}.${name}.`);
  return Object.fromEntries(
    Object.values(bare.getFields())
      .filter((field) => isNonNullType(field.type) || sampleOf(bare.name, field.name, true) !== undefined)
      .map((field) => [field.name, valueFor(field.type, bare.name, field.name)]),
  );
}

const seen = new Set<string>();
const operations = folders.flatMap(operationsIn).filter(({ field }) => !seen.has(field) && seen.add(field));

function folder(name: string, kind: string) {
  return {
    name,
    item: operations
      .filter(({ document }) => operationOf(document).operation === kind)
      .toSorted((one, other) => (one.field < other.field ? -1 : 1))
      .map(({ field, document }) => ({ name: field, request: request(field, document) })),
  };
}

function request(field: string, document: DocumentNode) {
  const header = [
    { key: 'x-dev-guid', value: '{{guid}}' },
    { key: 'authorization', value: 'Bearer {{token}}', disabled: true },
  ];
  const asked = variablesOf(field, document);
  const graphql = { query: print(document), variables: JSON.stringify(asked, null, 2) };
  return { method: 'POST', header, url: '{{url}}', body: { mode: 'graphql', graphql } };
}

const collection = {
  info: {
    name: 'Real-name verification',
    description:
      'Written by npm run collection. Run npm start first; a start or verify mutation sets verificationId.',
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  },
  item: [folder('Mutations', 'mutation'), folder('Queries', 'query')],
  variable: Object.entries(variables).map(([key, value]) => ({ key, value })),
  event: [
    {
      listen: 'test',
      script: {
        type: 'text/javascript',
        exec: [
          'for (const payload of Object.values(pm.response.json().data ?? {})) {',
          "  if (payload?.verification) pm.collectionVariables.set('verificationId', payload.verification.id);",
          "  if (payload?.identityCase) pm.collectionVariables.set('identityCaseId', payload.identityCase.id);",
          "  if (payload?.consent) pm.collectionVariables.set('consentId', payload.consent.id);",
          '}',
        ],
      },
    },
  ],
};
const text = `${JSON.stringify(collection, null, 2)}\n`;
mkdirSync('examples/postman', { recursive: true });
if (!process.argv.includes('--check')) {
  writeFileSync(path, text);
} else if (readFileSync(path, 'utf8') !== text) {
  process.stderr.write(`${path} is not what the operations say. Run: npm run collection\n`);
  process.exitCode = 1;
}
