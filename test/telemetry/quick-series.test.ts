import { Counter, Histogram, Registry } from 'prom-client';
import { QuickCounter, QuickHistogram } from '../../src/telemetry/quick-series';
import { Random, seedOfRun } from '../faults/frame/random';

const buckets = [0.001, 0.01, 0.1, 1];
const labelNames = ['kind', 'result'] as const;
const help = 'Help with a "quote" and a \\ in it.';

function bothRegistries() {
  const [plain, quick] = [new Registry(), new Registry()];
  const described = { name: 'seconds', help, buckets };
  const counted = { name: 'total', help };
  return {
    plain: {
      registry: plain,
      histogram: new Histogram({
        ...described,
        buckets: [...buckets],
        labelNames: [...labelNames],
        registers: [plain],
      }),
      counter: new Counter({ ...counted, labelNames: [...labelNames], registers: [plain] }),
    },
    quick: {
      registry: quick,
      histogram: new QuickHistogram({ ...described, labelNames, registers: [quick] }),
      counter: new QuickCounter({ ...counted, labelNames, registers: [quick] }),
    },
  };
}

it('has the text at /metrics that prom-client has, after whatever is observed', async () => {
  const chance = new Random(seedOfRun(), 'metrics');
  const { plain, quick } = bothRegistries();
  expect(await quick.registry.metrics()).toBe(await plain.registry.metrics());
  for (let n = 0; n < 2000; n += 1) {
    const labels = {
      kind: chance.pick(['read', 'a "b"', 'c\\d']),
      result: chance.pick(['ok', 'failed', '']),
    };
    const seconds = chance.pick([...buckets, 0, 1000, chance.next(), chance.next() / 100]);
    const by = chance.pick([0, 1, 2]);
    for (const { histogram, counter } of [plain, quick]) {
      histogram.observe(labels, seconds);
      counter.inc(labels, by);
    }
    if (n % 500 === 0) expect(await quick.registry.metrics()).toBe(await plain.registry.metrics());
  }
  expect(await quick.registry.metrics()).toBe(await plain.registry.metrics());
  expect(await Registry.merge([quick.registry]).metrics()).toBe(await plain.registry.metrics());
});

it('counts what no label tells apart in one series', async () => {
  const registry = new Registry();
  const counter = new QuickCounter({ name: 'total', help: 'All.', labelNames: [], registers: [registry] });
  expect(await registry.metrics()).toContain('\ntotal 0\n');
  counter.inc({});
  counter.inc({}, 2);
  expect(await registry.metrics()).toBe('# HELP total All.\n# TYPE total counter\ntotal 3\n');
});
