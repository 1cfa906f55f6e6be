import { join } from 'node:path';
import { blocksOf, documents, englishOf, headingsOf, proseOf, tableRowsOf, textOf } from './support/markdown';

/** Each English document that has a Chinese one, and that one. */
const pairs = documents
  .map((document) => [englishOf(document), document] as const)
  .filter(([english, chinese]) => english !== chinese);

/** The documents that a newcomer needs from the first minute to the first real provider. */
const wanted = [
  'getting-started',
  'front-end',
  'providers/onenet',
  'providers/ucenter',
  'providers/yuxin',
  'providers/linkid',
  'webhooks',
  'routing',
  'consent',
  'errors',
];

describe('the Chinese documents', () => {
  it.each(wanted)('have docs/zh/%s.md', (name) => {
    expect(documents).toContain(`docs/zh/${name}.md`);
  });
});

/** The parts that are the same in every language: code, numbers of bars. */
function codeOf(cells: readonly string[]): readonly string[] {
  return cells.flatMap((cell) => cell.match(/`[^`]+`/g) ?? []).toSorted();
}

describe.each(pairs)('%s and %s', (english, chinese) => {
  it('have the same sections', () => {
    const levels = (document: string) => headingsOf(document).map(({ level }) => level);

    expect(levels(chinese)).toEqual(levels(english));
  });

  it('have as many paragraphs in each section', () => {
    const paragraphs = (document: string) =>
      proseOf(document)
        .split(/^#.*$/m)
        .map((section) => section.split(/\n{2,}/).filter((text) => text.trim() !== '').length);

    expect(paragraphs(chinese)).toEqual(paragraphs(english));
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
    const points = (document: string) => (textOf(document).match(/^(-|\d+\.) /gm) ?? []).length;
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
  return [...textOf(document).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map(([, path = '']) => path)
    .filter((path) => !/^(https?|mailto):/.test(path))
    .map((path) => join(document, '..', path))
    .map(englishOf)
    .filter((path) => path !== 'README.md')
    .toSorted();
}
