import { createHistogram } from 'node:perf_hooks';
import type { HttpAnswer } from './http-connection.mts';
import type { LoadResult } from './jobs.mts';

/** Counts answers, their times, and the wrong ones. */
export class Tally {
  readonly #histogram = createHistogram();
  readonly #begin = performance.now();
  #wrong = 0;
  #firstWrong: string | null = null;

  /** `since` as of performance.now(). */
  add(answer: HttpAnswer, expected: Buffer, since: number): void {
    this.#histogram.record(Math.max(1, Math.round((performance.now() - since) * 1e6)));
    if (isExpected(answer, expected)) return;
    this.#wrong += 1;
    this.#firstWrong ??= `HTTP ${answer.status}: ${answer.body.toString().slice(0, 2000)}\nexpected: ${expected.toString().slice(0, 2000)}`;
  }

  result(): LoadResult {
    return {
      operations: this.#histogram.count,
      seconds: (performance.now() - this.#begin) / 1000,
      p50Ms: this.#histogram.percentile(50) / 1e6,
      p99Ms: this.#histogram.percentile(99) / 1e6,
      maxMs: this.#histogram.max / 1e6,
      wrong: this.#wrong,
      firstWrong: this.#firstWrong,
    };
  }
}

/** Apollo ends its JSON with a line feed; nothing else may differ. */
function isExpected({ status, body }: HttpAnswer, expected: Buffer): boolean {
  if (status !== 200) return false;
  const end = body.at(-1) === lineFeed ? body.length - 1 : body.length;
  return end === expected.length && body.compare(expected, 0, expected.length, 0, end) === 0;
}

const lineFeed = 10;
