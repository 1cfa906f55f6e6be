import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOf, headingsOf, root, tableRowsOf, textOf } from './support/markdown';

/** Each English document that has a Chinese one, and that one. */
const pairs: readonly (readonly [english: string, chinese: string])[] = [
  ['README.md', 'README.zh.md'],
  ...readdirSync(join(root, 'docs/zh')).map((name) => [`docs/${name}`, `docs/zh/${name}`] as const),
];

/** The parts that are the same in every language: code, numbers of bars. */
function codeOf(cells: readonly string[]): readonly string[] {
  return cells.flatMap((cell) => cell.match(/`[^`]+`/g) ?? []).toSorted();
}

describe.each(pairs)('%s and %s', (english, chinese) => {
  it('have the same sections', () => {
    const levels = (document: string) => headingsOf(document).map(({ level }) => level);

    expect(levels(chinese)).toEqual(levels(english));
  });

  it('have the same code blocks', () => {
    const blocks = (document: string) =>
      blocksOf(document).map(({ language, source, text }) => ({ language, source, text }));

    expect(blocks(chinese)).toEqual(blocks(english));
  });

  it('have the same tables, row by row', () => {
    const rows = (document: string) =>
      tableRowsOf(document).map((cells) => ({ cells: cells.length, code: codeOf(cells) }));

    expect(rows(chinese)).toEqual(rows(english));
  });

  it('have the same list items, and the same pictures', () => {
    const points = (document: string) => (textOf(document).match(/^- /gm) ?? []).length;
    const pictures = (document: string) => textOf(document).match(/docs\/screenshots\/[\w-]+\.png/g);

    expect(points(chinese)).toBe(points(english));
    expect(pictures(chinese)).toEqual(pictures(english));
  });

  it('link to the same documents', () => {
    expect(linksOf(chinese)).toEqual(linksOf(english));
  });

  it('are in Chinese and in English', () => {
    const characters = (document: string) => (textOf(document).match(/\p{Script=Han}/gu) ?? []).length;

    expect(characters(chinese)).toBeGreaterThan(4 * characters(english));
    expect(characters(chinese)).toBeGreaterThan(200);
  });
});

/** The documents that a document links to, in English, without the other language of its own. */
function linksOf(document: string): readonly string[] {
  const english = new Map(pairs.map(([one, other]) => [other, one]));
  return [...textOf(document).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map(([, path = '']) => path)
    .filter((path) => !/^(https?|mailto):/.test(path))
    .map((path) => join(document, '..', path))
    .map((path) => english.get(path) ?? path)
    .filter((path) => path !== 'README.md')
    .toSorted();
}
