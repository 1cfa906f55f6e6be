import { entitiesDocument } from '../data/documents.mts';
import type { Deck } from '../load/deck.mts';
import type { SourceOptions } from '../load/sources.mts';
import { cpuColumn, inTurn, loadRound, writeDeck } from '../measure/compare.mts';
import { type Result, resultOf } from '../report/result.mts';
import type { Server } from '../servers/server.mts';
import { entitiesDeck } from './entities.mts';
import { startOursOn } from './reads.mts';
import type { Bench, Scenario } from './scenario.mts';
import { verificationDeck } from './verification.mts';

interface Grown {
  readonly server: Server;
  readonly finished: number;
  readonly folder: string;
}

/** (k) How this service's own costs grow with the size of its store. */
export const growthScenario: Scenario = {
  id: 'k',
  async run(bench) {
    const { short } = bench.options;
    const sizes = short ? [50, 100] : [1000, 100_000, 1_000_000];
    const awaited = short ? 50 : 20_000;
    const grown = await Promise.all(
      sizes.map(async (finished): Promise<Grown> => {
        const store = await bench.store({ finished, awaited });
        // The smallest store would be remembered whole.
        const server = await startOursOn(bench, store, { REMEMBER_ROWS: 'off' });
        const name = `${finished.toLocaleString('en')} verifications`;
        return { server: { ...server, name }, finished, folder: store.folder };
      }),
    );
    const entities = short ? 10 : 1000;
    const pushes = { kind: 'pushes', first: 0, count: awaited } as const;
    return [
      await grow(bench, grown, 'k a', 'verification(id) by random ids', 16, (one) =>
        fromDeck(one, 'a', verificationDeck(randomNumbers(one.finished, short ? 50 : 5000))),
      ),
      await grow(bench, grown, 'k b', `_entities: ${entities} random representations`, 4, (one) =>
        fromDeck(one, 'b', entitiesDeck(entitiesDocument, entities, one.finished)),
      ),
      await grow(bench, grown, 'k e', 'durable push intake, closed loop', 64, () => pushes),
    ];
  },
};

async function grow(
  bench: Bench,
  grown: readonly Grown[],
  id: string,
  title: string,
  connections: number,
  sourceOf: (one: Grown) => SourceOptions,
): Promise<Result> {
  bench.say(`\n(${id}) `);
  const sources = new Map(grown.map((one) => [one.server.name, sourceOf(one)]));
  const rounds = await inTurn(
    bench,
    grown.map(({ server }) => server),
    (server, seconds) => {
      const source = sources.get(server.name);
      if (!source) throw new Error(`There is no load for ${server.name}.`);
      return loadRound(bench, server, seconds, { kind: 'closed-loop', source, connections });
    },
  );
  return resultOf(id, `${title}, as the store grows`, [cpuColumn], rounds, 'this / first');
}

function fromDeck({ folder }: Grown, name: string, deck: Deck): SourceOptions {
  return { kind: 'deck', path: writeDeck(folder, name, deck), order: 'random' };
}

function randomNumbers(below: number, count: number): number[] {
  return Array.from({ length: count }, () => Math.floor(Math.random() * below));
}
