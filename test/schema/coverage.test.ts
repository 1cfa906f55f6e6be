import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FieldDefinitionNode, Kind, parse, print } from 'graphql';

const root = join(__dirname, '../..');
/** The folders of tests that query a running service. */
const folders = ['test/e2e', 'test/service', 'test/operations', 'test/process'];

interface RootField {
  readonly name: string;
  readonly args: readonly string[];
  readonly needsArgs: boolean;
  /** Whether its value is a text or a number, which has no selection. */
  readonly isScalar: boolean;
}

/** The fields of Query, Mutation and Subscription, as `Type.field`. */
function rootFields(): Map<string, RootField> {
  const document = parse(readFileSync(join(root, 'schema/verification.graphql'), 'utf8'));
  const fields = new Map<string, RootField>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const type = definition.name.value;
    if (!['Query', 'Mutation', 'Subscription'].includes(type)) continue;
    for (const field of definition.fields ?? []) fields.set(`${type}.${field.name.value}`, rootField(field));
  }
  return fields;
}

const scalars = ['String', 'String!', 'Int', 'Int!', 'Boolean', 'Boolean!'];

function rootField({ name, type: ofField, arguments: args = [] }: FieldDefinitionNode): RootField {
  return {
    isScalar: scalars.includes(print(ofField)),
    name: name.value,
    args: args.map((arg) => arg.name.value),
    needsArgs: args.some(({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && !defaultValue),
  };
}

/** The text of every test and operation, without comments and without the titles of tests. */
function sources(): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|graphql)$/.test(file))
      .map((file) => readFileSync(join(root, folder, file), 'utf8'))
      .map((text) => text.replace(/^\s*(\/\/|\/?\*|describe\(|it\().*$/gm, '')),
  );
}

/**
 * True where a text asks for the field: in an operation, with one of its arguments or, if it can do without, with a
 * selection; or by its bare name in quotation marks, for an operation that is put together elsewhere.
 */
function asksFor(text: string, { name, args, needsArgs, isScalar }: RootField): boolean {
  const forms = [
    `\\b${name}\\s*\\(\\s*(${args.join('|')})\\s*:`,
    ...(needsArgs ? [] : [`\\b${name}\\s*\\{`]),
    `'${name}'`,
    ...(isScalar && !needsArgs ? [`'\\{ ${name} \\}'`] : []),
  ];
  return new RegExp(forms.slice(args.length === 0 ? 1 : 0).join('|')).test(text);
}

describe('the tests that query a running service', () => {
  const texts = sources();

  it.each([...rootFields()])('select %s', (_path, field) => {
    expect(texts.some((text) => asksFor(text, field))).toBe(true);
  });

  it('are checked by a test that finds a missing field', () => {
    const field = { name: 'verifyByNothing', args: ['input'], needsArgs: true, isScalar: false };

    expect(texts.some((text) => asksFor(text, field))).toBe(false);
    expect(asksFor('mutation { verifyByNothing(input: $input) { id } }', field)).toBe(true);
    expect(asksFor("submit(app, 'verifyByNothing', {})", field)).toBe(true);
    expect(asksFor('mutation { unverifyByNothing(input: $input) { id } }', field)).toBe(false);
    expect(asksFor('verifyByNothing(app)', field)).toBe(false);
  });

  it('distinguish fields of the same name', () => {
    const query = rootFields().get('Query.verification');
    if (!query) throw new Error('there is no such query');

    expect(asksFor('mutation { startOneNetVerification(input: $i) { verification { id } } }', query)).toBe(
      false,
    );
    expect(asksFor('query ($id: ID!) { verification(id: $id) { id } }', query)).toBe(true);
  });
});
