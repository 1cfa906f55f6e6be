import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The SQL commands of a section of docs/runbook.md. */
export function sqlOfRunbook(title: string): readonly string[] {
  const document = readFileSync(join(__dirname, '../../docs/runbook.md'), 'utf8');
  const section = document.split(/^## /m).find((text) => text.startsWith(title)) ?? '';
  const block = /```sql\n([\s\S]+?)```/.exec(section)?.[1] ?? '';
  return block.split(';\n').filter((command) => command.trim() !== '');
}
