import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../src/config/config';

const root = join(__dirname, '../..');
const text = readFileSync(join(root, 'SECURITY.md'), 'utf8');

/** [name](test/…) "title" */
const references = [...text.matchAll(/\[([^\]]+)\]\((test\/[^)]+)\) "([^"]+)"/g)].map(
  ([, name = '', path = '', title = '']) => ({ name, path, title }),
);

/** The rows of the table that follows a heading, without its head. */
function rowsOf(heading: string): readonly (readonly string[])[] {
  const section = text.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('SECURITY.md', () => {
  it.each(references)('$path has a test "$title"', ({ name, path, title }) => {
    const file = join(root, path);
    expect([path, existsSync(file)]).toEqual([path, true]);
    expect(path.endsWith(`/${name}.test.ts`)).toBe(true);
    // As a string of the source, whichever quotes it stands in.
    const source = readFileSync(file, 'utf8');
    expect([`'${title}'`, `"${title}"`, `\`${title}\``].some((literal) => source.includes(literal))).toBe(
      true,
    );
  });

  it('names a test for every attack', () => {
    const rows = rowsOf('Threat model');

    expect(rows.length).toBeGreaterThan(15);
    for (const [door, attack, defence, shownBy = ''] of rows) {
      expect([door, attack, defence, /\.test\.ts\) "/.test(shownBy)]).toEqual([door, attack, defence, true]);
      for (const cell of [door, attack, defence]) expect(cell).not.toBe('');
    }
  });

  it('names every suite of this folder', () => {
    const suites = readdirSync(__dirname).filter((name) => name.endsWith('.test.ts'));
    const named = new Set(references.map(({ path }) => path));

    expect(
      suites.filter((name) => name !== 'security-md.test.ts' && !named.has(`test/security/${name}`)),
    ).toEqual([]);
  });

  it('states the default settings', () => {
    const { retentionMs, attempts } = loadConfig({});

    expect(text).toContain(`\`RETENTION_DAYS\` (${retentionMs / 86_400_000})`);
    expect(text).toContain(`\`ATTEMPTS_WINDOW_SECONDS\` (${attempts.windowMs / 1000})`);
  });

  it('links only to existing files', () => {
    const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, path = '']) => path);

    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
