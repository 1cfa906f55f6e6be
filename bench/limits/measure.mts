import { readFileSync, writeFileSync } from 'node:fs';
import type { Child } from '../servers/child.mts';
import { type Server, startOurs } from '../servers/server.mts';
import type { LimitDocument } from './documents.mts';

export interface Measured {
  readonly status: number;
  /** The message of the first error; null if the document was admitted. */
  readonly refusal: string | null;
  /** CPU time of the whole process for one request, median, in milliseconds. */
  readonly cpuMs: number;
  /** By how much one request raises the process's memory at most, in MiB; null if the system does not tell. */
  readonly memoryMiB: number | null;
  readonly answerKiB: number;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

const rounds = 7;

/** Measures one document in a service of its own, so that no other document has used its memory before. */
export async function measure(
  document: LimitDocument,
  warming: readonly LimitDocument[],
  options: Parameters<typeof startOurs>[0],
): Promise<Measured> {
  const server = await startOurs(options);
  try {
    for (let round = 0; round < 20; round += 1) {
      for (const warm of warming) await send(server, warm, round);
    }
    const memoryMiB = await peakOf(server.child, () => send(server, document, 0));
    const cpu: number[] = [];
    let answer: Answer | null = null;
    for (let round = 1; round <= rounds; round += 1) {
      const before = await server.child.usage();
      answer = await send(server, document, round);
      cpu.push((await server.child.usage()).cpuMs - before.cpuMs);
    }
    const { status, text } = answer ?? { status: 0, text: '{}' };
    const { errors } = JSON.parse(text) as { errors?: readonly { message: string }[] };
    return {
      status,
      refusal: errors?.[0]?.message ?? null,
      cpuMs: cpu.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0,
      memoryMiB,
      answerKiB: Math.round(text.length / 1024),
    };
  } finally {
    await server.child.end();
  }
}

/** Blank lines make a text that the service does not know yet. */
async function send({ url }: Server, { query, variables }: LimitDocument, round: number): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: `${query}${'\n'.repeat(round)}`, variables }),
  });
  return { status: response.status, text: await response.text() };
}

/** Linux keeps the peak of a process's memory, and lets it be reset. */
async function peakOf(child: Child, work: () => Promise<unknown>): Promise<number | null> {
  await child.usage({ afterGc: true });
  const { pid } = child.process;
  if (process.platform !== 'linux' || pid === undefined) {
    await work();
    return null;
  }
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  const before = peakMiB(pid);
  await work();
  return peakMiB(pid) - before;
}

function peakMiB(pid: number): number {
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kibibytes ?? Number.NaN) / 1024;
}
