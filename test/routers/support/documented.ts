import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const document = readFileSync(join(__dirname, '../../../docs/routers.md'), 'utf8');

/**
 * The blocks of a chapter of docs/routers.md whose first line says that they are this file, as they stand, with their
 * addresses replaced.
 */
export function documented(
  chapter: string,
  file: string,
  addresses: Readonly<Record<string, string>>,
): readonly string[] {
  const [, text = ''] = document.split(`\n## ${chapter}\n`);
  const [own = ''] = text.split('\n## ');
  const blocks = [...own.matchAll(/^```yaml\n# (.+)\n([\s\S]*?)^```$/gm)].filter(
    ([, title]) => title === file,
  );
  return blocks.map(([, , block = '']) => replaced(block, addresses));
}

/** Every address must be there: one that is not would leave a configuration as it is in the document. */
function replaced(text: string, addresses: Readonly<Record<string, string>>): string {
  return Object.entries(addresses).reduce(
    (before, [address, another]) => before.replaceAll(address, another),
    text,
  );
}
