import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyStore } from '../data/seeds.mts';
import { encryptionKeys } from '../data/store-rows.mts';
import { machineText, thisMachine } from '../report/machine.mts';
import { line, shown } from '../report/table.mts';
import { admittedDocuments, type LimitDocument, refusedDocuments } from './documents.mts';
import { measure } from './measure.mts';
import { memoryAfter } from './memory.mts';

/**
 * `npm run limits`: the CPU time and the memory of the worst document that each limit refuses, and of the worst that
 * all limits admit, on a store of 1,000 verifications; then the memory that many distinct documents leave behind. Ends with 1 if a document is refused or admitted against its list.
 */
const folder = mkdtempSync(join(tmpdir(), 'realname-limits-'));
const databaseUrl = `sqlite:${join(folder, 'realname.db')}`;
let isAsExpected = true;
/** As many as once took 900 MB. */
const distinctDocuments = 200_000;

async function tableOf(
  title: string,
  documents: readonly LimitDocument[],
  isRefused: boolean,
): Promise<void> {
  const rows = [];
  for (const document of documents) {
    const measured = await measure(document, admittedDocuments.slice(0, 3), {
      databaseUrl,
      folder,
      encryptionKeys,
    });
    const { cpuMs, memoryMiB, answerKiB, refusal } = measured;
    if ((refusal !== null) !== isRefused) {
      isAsExpected = false;
      process.stderr.write(`Not as expected: ${document.title}: ${refusal ?? 'admitted'}\n`);
    }
    const memory = memoryMiB === null ? 'n/a' : shown(Math.max(0, memoryMiB));
    rows.push(line([document.limit, document.title, shown(cpuMs), memory, String(answerKiB)]));
  }
  const head = ['limit', 'document', 'CPU ms', 'memory MiB', 'answer KiB'];
  process.stdout.write(`### ${title}\n\n${line(head)}\n${line(['---', '---', '---:', '---:', '---:'])}\n`);
  process.stdout.write(`${rows.join('\n')}\n\n`);
}

try {
  process.stdout.write(`${machineText(thisMachine(new Date()))}\n\n`);
  await copyStore(folder, { finished: 1000, awaited: 0 }, () => {});
  await tableOf('Refused', refusedDocuments, true);
  await tableOf('Admitted', admittedDocuments, false);
  const { beforeMiB, afterMiB } = await memoryAfter(distinctDocuments, {
    databaseUrl,
    folder,
    encryptionKeys,
  });
  process.stdout.write(`### ${distinctDocuments} documents, no two of them alike\n\n`);
  process.stdout.write(
    `${line(['before, MiB', 'after, MiB', 'more, MiB'])}\n${line(['---:', '---:', '---:'])}\n`,
  );
  process.stdout.write(`${line([beforeMiB, afterMiB, afterMiB - beforeMiB].map(shown))}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = isAsExpected ? 0 : 1;
