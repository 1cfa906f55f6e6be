import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from './fault';
import type { CaughtBug, PlantedBug } from './planted';
import type { Row } from './run';

const columns = [
  'rounds',
  'pushes',
  'acknowledged',
  'mutations',
  'followed',
  'lost',
  'doubled',
  'regressed',
  'stuck',
] as const;

/** Everything that there is to run, and what was run of it. */
export interface Report {
  readonly faults: readonly Fault[];
  readonly rows: readonly Row[];
  readonly bugs: readonly PlantedBug[];
  readonly caught: readonly CaughtBug[];
  readonly seed: number;
}

export function printTable({ rows, caught }: Report): void {
  process.stdout.write(`\n${tableOf(rows)}\n\n${tableOfBugs(caught)}\n\n`);
}

/** docs/faults.md. Throws where something did not run: a table of some is no proof of all. */
export function writeDocument({ faults, rows, bugs, caught, seed }: Report): void {
  const leftOut = faults.filter(({ missing = null }) => missing !== null);
  const missing = faults.flatMap(({ title, stores, missing: reason = null }) =>
    reason !== null
      ? []
      : stores.filter((store) => !rows.some((row) => row.title === title && row.store === store)),
  );
  if (missing.length > 0 || caught.length < bugs.length) {
    throw new Error('docs/faults.md is written by a run of every fault and every planted bug only.');
  }
  const text = `# Faults

Faults that are injected into the service, how often, and the data lost, doubled or regressed by them.

<!-- scripts -->
\`\`\`sh
npm run test:faults                        # repeats it; about an hour
FAULT_SEED=${seed} npm run test:faults      # with the same random seed
WRITE_FAULT_TABLE=1 npm run test:faults    # writes this file, too
\`\`\`

This run: ${new Date().toISOString().slice(0, 10)}, Node.js ${process.version}, seed ${seed}.

${tableOf(rows)}
${leftOut.map(({ title, missing }) => `\nNot run: ${title}; ${missing}.\n`).join('')}
- **pushes**: distinct results that OneNET pushed, without repeats; **acknowledged**: those that the service acknowledged.
- **mutations**: verifications whose start was answered; **followed**: events that reached subscribers.
- **lost**: acknowledged, answered or delivered, and missing afterwards; or recorded, and never delivered to a follower.
- **doubled**: recorded, or delivered to one follower, more than once; or sent to the provider twice for one idempotency key.
- **regressed**: delivered in a wrong order, undone, or a state that a newer push had replaced.
- **stuck**: did not work again within its time after the fault had ended.
- **recovered**: the longest time from the end of the fault until everything worked again, where that is measured.

Everything is counted from outside: histories read by GraphQL, and events on the sockets of followers, compared with the answers.

## Planted bugs

A suite that cannot fail proves nothing. Each of these bugs is put into a copy of the compiled service, and its fault must find it.

${tableOfBugs(caught)}

## The faults

${faults.map(({ title, what }) => `- **${title}**: ${what}`).join('\n')}
`;
  const docs = join(__dirname, '../../../docs');
  mkdirSync(docs, { recursive: true });
  writeFileSync(join(docs, 'faults.md'), text);
}

function tableOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    row.title,
    row.store,
    ...columns.map((column) => String(row[column])),
    recoveryOf(row),
  ]);
  const head = ['fault', 'store', ...columns, 'recovered'];
  return [head, head.map((_, index) => (index < 2 ? '---' : '---:')), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function recoveryOf({ recoveryMs }: Row): string {
  return recoveryMs === undefined ? '' : `${(recoveryMs / 1000).toFixed(1)} s`;
}

function tableOfBugs(caught: readonly CaughtBug[]): string {
  const lines = caught.map(({ bug, row }) => [
    bug.title,
    bug.fault.title,
    bug.store,
    bug.shows,
    String(row[bug.shows]),
  ]);
  const head = ['the suite fails when', 'fault', 'store', 'seen as', 'count'];
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
