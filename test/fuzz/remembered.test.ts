import { RememberedRows } from '../../src/graphql/remembered/rows';
import { openedOnce } from '../support/closing';
import { fuzzSeed } from './fuzz-seed';
import { randomOf } from './random';
import { compareRows } from './remembered-rows';
import { openScene } from './scene';

// The short form; `npm run test:fuzz` is the long one.
const steps = 300;

jest.setTimeout(300_000);

const scene = openedOnce(openScene);

afterEach(() => jest.restoreAllMocks());

it(`${steps} queries have the same bytes with remembered rows as by graphql-js alone, while the rows change`, async () => {
  const lookUps = jest.spyOn(RememberedRows.prototype, 'textOf');
  const kept = jest.spyOn(RememberedRows.prototype, 'keep');

  expect(await compareRows(await scene(), randomOf(fuzzSeed()), steps)).toEqual([]);

  const hits = lookUps.mock.results.filter(({ value }) => value !== undefined);
  expect(hits.length).toBeGreaterThan(steps / 10);
  const lapsing = kept.mock.calls.filter(
    ([, { revision }, , { until }]) => revision && Number.isFinite(until),
  );
  expect(lapsing.length).toBeGreaterThan(0);
});
