import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(__dirname, '../../..');

/** A fenced block of a document. */
export interface Block {
  /** The document's path from the root. */
  readonly document: string;
  /** The line on which the fence opens, from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** What the HTML comment right above the fence says of where the block comes from, or how it is tried. */
  readonly source: string | null;
}

/** Documents with their paths from the root, those of folders of examples and operations included. */
export const documents: readonly string[] = [
  ...markdownIn('.'),
  ...markdownIn('docs'),
  ...markdownIn('docs/providers'),
  ...markdownIn('docs/schema'),
  ...markdownIn('docs/zh'),
  ...markdownIn('docs/zh/providers'),
  ...markdownIn('examples/client'),
  ...markdownIn('examples/web'),
  ...markdownIn('ops/kubernetes'),
];

/** The English document that a Chinese one follows; any other is its own. */
export function englishOf(document: string): string {
  return document === 'README.zh.md' ? 'README.md' : document.replace(/^docs\/zh\//, 'docs/');
}

function markdownIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => (folder === '.' ? name : `${folder}/${name}`));
}

export function textOf(document: string): string {
  return readFileSync(join(root, document), 'utf8');
}

/** Every fenced block of a document, in order. */
export function blocksOf(document: string): readonly Block[] {
  const lines = textOf(document).split('\n');
  const blocks: Block[] = [];
  for (let n = 0; n < lines.length; n += 1) {
    const [, language] = /^```(\w*)$/.exec(lines[n] ?? '') ?? [];
    if (language === undefined) continue;
    const end = lines.indexOf('```', n + 1);
    if (end === -1) throw new Error(`${document}:${n + 1}: the block has no end.`);
    const [, source = null] = /^<!-- (.+) -->$/.exec(lines[n - 1] ?? '') ?? [];
    blocks.push({ document, line: n + 1, language, text: `${lines.slice(n + 1, end).join('\n')}\n`, source });
    n = end;
  }
  return blocks;
}

/** A document without its fenced blocks. */
export function proseOf(document: string): string {
  return textOf(document).replaceAll(/^```[\s\S]*?^```$/gm, '');
}

export interface Heading {
  readonly level: number;
  readonly title: string;
  /** Its anchor: the part of a link after #. */
  readonly anchor: string;
}

/** Headings in order, with the anchors that GitHub gives them. */
export function headingsOf(document: string): readonly Heading[] {
  const seen = new Map<string, number>();
  return [...proseOf(document).matchAll(/^(#{1,6}) (.+)$/gm)].map(([, marks = '', title = '']) => {
    const plain = title.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');
    const slug = plain
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return { level: marks.length, title, anchor: before === 0 ? slug : `${slug}-${before}` };
  });
}

/** The rows of all tables, each as its cells, without the lines below their heads. */
export function tableRowsOf(document: string): readonly (readonly string[])[] {
  return proseOf(document)
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s:|-]+\|$/.test(line))
    .map((line) =>
      line
        .slice(1, line.lastIndexOf('|'))
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    );
}
