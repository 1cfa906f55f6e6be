import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildASTSchema, isScalarType, isSpecifiedScalarType, parse } from 'graphql';
import { blocksOf, root, tableRowsOf } from './support/markdown';

const document = 'docs/front-end.md';
const schema = buildASTSchema(parse(readFileSync(join(root, 'schema/verification.graphql'), 'utf8')), {
  assumeValidSDL: true,
});
/** The scalars that a generator cannot know. Those of Federation are of no use to a client. */
const scalars = Object.values(schema.getTypeMap())
  .filter((type) => isScalarType(type) && !isSpecifiedScalarType(type))
  .map(({ name }) => name)
  .filter((name) => !/^(_|federation__|link__)/.test(name));
const recipes = blocksOf(document).filter(({ source }) => source === 'tested by test/docs/scalars.test.ts');

describe(`the recipes for scalars in ${document}`, () => {
  it('name every scalar of the schema in the table, and no other', () => {
    const head = tableRowsOf(document).find(([first]) => first === 'language');

    expect(head?.slice(2)).toEqual(scalars.map((name) => `\`${name}\``));
  });

  it.each([
    ['kotlin', scalars],
    ['groovy', scalars],
    ['swift', scalars],
    // Strawberry Shake knows DateTime by itself.
    ['csharp', ['JSONObject']],
    ['text', ['JSONObject']],
  ])('map them in %s', (language, mapped) => {
    const text = recipes
      .filter((block) => block.language === language)
      .map((block) => block.text)
      .join('\n');

    for (const name of mapped) expect(text).toMatch(new RegExp(`\\b${name}\\b`));
  });
});
