import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ASTNode,
  isTypeDefinitionNode,
  Kind,
  type NameNode,
  parse,
  print,
  type StringValueNode,
  visit,
} from 'graphql';
import { ownSchema } from '../support/schema';

const { schema, sdl } = ownSchema();

describe('schema/verification.graphql', () => {
  it('is the SDL that the code emits', () => {
    const committed = readFileSync(join(__dirname, '../../schema/verification.graphql'), 'utf8');

    expect(committed).toBe(sdl);
  });
});

describe('every description in the schema', () => {
  const described = descriptionsOf(sdl);

  it('exists: for root types, types, fields, arguments, input fields, enums and their values', () => {
    const names = described.map(({ name }) => name);
    const bare = described.filter(({ text }) => !text).map(({ name }) => name);

    expect(names).toEqual(
      expect.arrayContaining([
        'Query',
        'Mutation',
        'Subscription',
        'Subscription.verificationUpdated.sinceVersion',
        'VerifyByImportInput.outid',
      ]),
    );
    expect(bare).toEqual([]);
  });

  it('includes one of the whole schema, which GraphiQL and other tools show first', () => {
    expect(schema.description).toMatch(/^Real-name verification/);
  });

  it('states the maximum size of every text of an input', () => {
    const texts = described.filter(({ name, type }) => isStartInput(name) && /^String!?$/.test(type ?? ''));
    const withoutSize = texts.filter(({ text }) => !/\d(?![^(]*\))/.test(text ?? ''));
    const unionPay = described.find(({ name }) => name === 'VerifyByUnionPayFaceInput');

    expect(texts.length).toBeGreaterThan(40);
    // UnionPay's short fields share one limit, which their type states.
    expect(unionPay?.text).toContain('1 to 128 characters');
    expect(withoutSize.map(({ name }) => name).filter((name) => !/UnionPay/.test(name))).toEqual([]);
  });

  it('states limit, unit or origin of every text and number that a caller gives', () => {
    const given = described.filter(
      ({ kind, type }) =>
        kind === Kind.INPUT_VALUE_DEFINITION && /^\[?(String|Int|Float|JSONObject)\b/.test(type ?? ''),
    );
    const states = /\d|cursor|\bexactly\b|of any length/i;

    expect(given.length).toBeGreaterThan(120);
    expect(
      given
        .filter(({ name }) => !name.startsWith('VerifyByUnionPayFaceInput.'))
        .filter(({ text }) => !states.test(text ?? ''))
        .map(({ name }) => name),
    ).toEqual([]);
  });

  it('states limit, unit or form of every text and number that a client is given', () => {
    const given = described.filter(({ kind }) => kind === Kind.FIELD_DEFINITION);
    const numbers = given.filter(({ type }) => /^\[?(Int|Float)\b/.test(type ?? ''));
    const texts = given.filter(({ type }) => /^\[?(String|ID|JSONObject)\b/.test(type ?? ''));
    const form =
      /\d (characters|bytes)\b|of any length|masked|opaque|cursor|UUIDv7|http or https address|signed note|sentence|in our words|one line|name of the|fields? (inside|of)\b|Province and city/i;
    const bare = [
      ...numbers.filter(({ text }) => !/\d/.test(text ?? '')),
      ...texts.filter(({ text }) => !form.test(text ?? '')),
    ];

    expect(numbers.length).toBeGreaterThan(9);
    expect(texts.length).toBeGreaterThan(90);
    expect(bare.map(({ name }) => name)).toEqual([]);
  });

  it('states form, zone and unit of every moment, once for all: at DateTime', () => {
    const moment = described.find(({ name }) => name === 'DateTime')?.text;

    expect(moment).toMatch(/ISO 8601.*UTC.*milliseconds/);
  });

  it.each(['VerifyByUnionPayFaceInput.faceImage', 'VerifyLinkIdPhotoInput.idPicture'])(
    'states formats, size and encoding of %s',
    (photo) => {
      const text = described.find(({ name }) => name === photo)?.text;

      expect(text).toContain('JPEG or PNG, 10 KiB to 2 MiB');
      expect(text).toContain('Base64; data: prefix allowed');
    },
  );

  it('is complete prose: no TODO marks, no doubled blanks', () => {
    const odd = described.filter(({ text }) => /TODO|FIXME|XXX| {2}|undefined/.test(text ?? ''));

    expect(odd).toEqual([]);
  });
});

interface Described {
  /** Its coordinate: `Type`, `Type.field`, `Type.field(argument)`. */
  readonly name: string;
  readonly text: string | undefined;
  readonly kind: Kind;
  /** The type of a field, an argument or an input field. */
  readonly type: string | undefined;
}

function isStartInput(name: string): boolean {
  return /^(Start|Verify|Merge|Complete|Reveal)\w*Input\./.test(name);
}

function descriptionsOf(source: string): readonly Described[] {
  const found: Described[] = [];
  const path: string[] = [];
  visit(parse(source), {
    enter(node: ASTNode) {
      if (!isDescribed(node)) return;
      path.push(node.name.value);
      found.push({
        name: path.join('.'),
        text: node.description?.value.trim(),
        kind: node.kind,
        type: 'type' in node ? print(node.type) : undefined,
      });
    },
    leave(node: ASTNode) {
      if (isDescribed(node)) path.pop();
    },
  });
  return found;
}

type DescribedNode = ASTNode & { readonly name: NameNode; readonly description?: StringValueNode };

function isDescribed(node: ASTNode): node is DescribedNode {
  return (
    isTypeDefinitionNode(node) ||
    node.kind === Kind.FIELD_DEFINITION ||
    node.kind === Kind.INPUT_VALUE_DEFINITION ||
    node.kind === Kind.ENUM_VALUE_DEFINITION
  );
}
