import { blocksOf, headingsOf, tableRowsOf, textOf } from './support/markdown';

const english = 'README.md';
const chinese = 'README.zh.md';

/** What is the same in every language: code, numbers of bars. */
function codeOf(cells: readonly string[]): readonly string[] {
  return cells.flatMap((cell) => cell.match(/`[^`]+`/g) ?? []).toSorted();
}

describe('README.zh.md is README.md in Chinese', () => {
  it('has the same sections', () => {
    const levels = (document: string) => headingsOf(document).map(({ level }) => level);

    expect(levels(chinese)).toEqual(levels(english));
  });

  it('has the same code blocks', () => {
    const blocks = (document: string) =>
      blocksOf(document).map(({ language, source, text }) => ({ language, source, text }));

    expect(blocks(chinese)).toEqual(blocks(english));
  });

  it('has the same tables, row by row', () => {
    const rows = (document: string) =>
      tableRowsOf(document).map((cells) => ({ cells: cells.length, code: codeOf(cells) }));

    expect(rows(chinese)).toEqual(rows(english));
  });

  it('has the same points in its lists, and the same pictures', () => {
    const points = (document: string) => (textOf(document).match(/^- /gm) ?? []).length;
    const pictures = (document: string) => textOf(document).match(/docs\/screenshots\/[\w-]+\.png/g);

    expect(points(chinese)).toBe(points(english));
    expect(pictures(chinese)).toEqual(pictures(english));
  });

  it('leads to the same documents', () => {
    const links = (document: string) =>
      [...textOf(document).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map(([, path = '']) => path)
        .filter((path) => path !== english && path !== chinese)
        .toSorted();

    expect(links(chinese)).toEqual(links(english));
  });

  it('is in Chinese', () => {
    const characters = (textOf(chinese).match(/\p{Script=Han}/gu) ?? []).length;

    expect(characters).toBeGreaterThan(2000);
  });
});
