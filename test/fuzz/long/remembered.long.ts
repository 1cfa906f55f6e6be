import { openedOnce } from '../../support/closing';
import { fuzzSeed } from '../fuzz-seed';
import { randomOf } from '../random';
import { compareRows } from '../remembered-rows';
import { openScene } from '../scene';

/** Each run has other documents, and each document is asked often enough to be remembered. */
const runs = Math.ceil(Number(process.env['FUZZ_DOCUMENTS'] ?? 20_000) / 1000);
const steps = 300;

jest.setTimeout(3_600_000);

const scene = openedOnce(openScene);

it(`${runs} times ${steps} queries have the same bytes with remembered rows as by graphql-js alone`, async () => {
  const first = fuzzSeed();
  for (let run = 0; run < runs; run += 1) {
    expect(await compareRows(await scene(), randomOf(first + run), steps)).toEqual([]);
  }
});
