import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ASTNode,
  isTypeDefinitionNode,
  Kind,
  type NameNode,
  parse,
  type StringValueNode,
  visit,
} from 'graphql';
import { ownSchema } from '../../src/graphql/schema';

const { sdl } = ownSchema();

describe('schema/verification.graphql', () => {
  it('is what the code emits', () => {
    const committed = readFileSync(join(__dirname, '../../schema/verification.graphql'), 'utf8');

    expect(committed).toBe(sdl);
  });
});

describe('every description', () => {
  // The root types belong to the whole supergraph; what one subgraph says of them means nothing.
  const roots = new Set(['Query', 'Mutation', 'Subscription']);
  const described = descriptionsOf(sdl);

  it('is there: of types, fields, arguments, inputs, enums and their values', () => {
    const bare = described.filter(({ name, text }) => !text && !roots.has(name)).map(({ name }) => name);

    expect(described.length).toBeGreaterThan(300);
    expect(bare).toEqual([]);
  });

  it('is a text for people: no marks of unfinished work, no doubled blanks', () => {
    const odd = described.filter(({ text }) => /TODO|FIXME|XXX| {2}|undefined/.test(text ?? ''));

    expect(odd).toEqual([]);
  });
});

interface Described {
  /** Its coordinate: `Type`, `Type.field`, `Type.field(argument)`. */
  readonly name: string;
  readonly text: string | undefined;
}

function descriptionsOf(source: string): readonly Described[] {
  const found: Described[] = [];
  const path: string[] = [];
  visit(parse(source), {
    enter(node: ASTNode) {
      if (!isDescribed(node)) return;
      path.push(node.name.value);
      found.push({ name: path.join('.'), text: node.description?.value.trim() });
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
