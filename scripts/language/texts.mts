/** A comment, a string or a piece of a document, as one line. */
export interface Text {
  /** The line on which it begins, from 1. */
  readonly line: number;
  readonly kind: 'comment' | 'string' | 'prose' | 'heading' | 'title';
  readonly text: string;
}

const string = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`/.source;
const comment = /\/\*[\s\S]*?\*\/|(?:^|(?<=\s))\/\/[^\n]*(?:\n[ \t]*\/\/[^\n]*)*/.source;
/** Consecutive line comments are one text, and so are strings joined with `+`: a sentence may go through all. */
const codeTokens = new RegExp(`${comment}|(?:${string})(?: \\+\\n\\s*(?:${string}))*`, 'gm');

/** The comments and strings of a TypeScript file. */
export function textsOfCode(source: string): readonly Text[] {
  let line = 1;
  let position = 0;
  return [...source.matchAll(codeTokens)].map(({ 0: token, index }) => {
    line += source.slice(position, index).split('\n').length - 1;
    position = index;
    return token.startsWith('/')
      ? {
          line,
          kind: 'comment',
          text: oneLine(token.replaceAll(/^[ \t]*(?:\/\*\*?|\/\/+|\*(?!\/))|\*\/$/gm, '')),
        }
      : { line, kind: 'string', text: oneLine(token.slice(1, -1).replaceAll(/(['"`]) \+\n\s*\1/g, '')) };
  });
}

/** The title of a test or a group of tests, also after a table of cases. */
const testTitle = new RegExp(
  `(?:\\b(?:describe|it|test)|[)\\]\`])\\(\\s*(${string})(?=,\\s*(?:async\\b|\\(|[a-z]\\w*\\b))`,
  'g',
);

/** The titles in a file of tests. */
export function titlesOfTests(source: string): readonly Text[] {
  return [...source.matchAll(testTitle)].map(({ 0: call, 1: title = '', index }) => ({
    line: source.slice(0, index + call.length - title.length).split('\n').length,
    kind: 'title',
    text: oneLine(title.slice(1, -1)),
  }));
}

/** The lines and table cells of a Markdown document, without its blocks of code. A paragraph is one line. */
export function textsOfMarkdown(source: string): readonly Text[] {
  const withoutCode = source.replaceAll(/^( *)```[\s\S]*?^\1```$/gm, (block) =>
    block.replaceAll(/[^\n]/g, ''),
  );
  return withoutCode.split('\n').flatMap((row, n) => {
    const kind = row.startsWith('#') ? 'heading' : 'prose';
    const cells = row.startsWith('|') ? row.slice(1).split(/(?<!\\)\|/) : [row];
    return cells
      .map((cell) => oneLine(cell.replace(/^\s*(?:#+|[-*]|\d+\.|>)\s+/, '').replaceAll('**', '')))
      .filter((text) => text !== '' && !text.startsWith('<!--'))
      .map((text) => ({ line: n + 1, kind, text }) as const);
  });
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
