import { entitiesDocument, nestedEntitiesDocument } from '../data/documents.mts';
import { factsOf } from '../data/facts.mts';
import { answerTo } from '../data/project.mts';
import { shownVerification } from '../data/shown.mts';
import { type Deck, graphQLRequest } from '../load/deck.mts';
import { compareReads } from './reads.mts';
import type { Scenario } from './scenario.mts';

/** (b) Verifications by reference, as a router queries them. */
export const entitiesScenario: Scenario = {
  id: 'b',
  async run(bench) {
    const finished = bench.options.short ? 50 : 1000;
    const sizes = bench.options.short ? [1, 10] : [1, 100, 1000];
    const databases = await bench.databases({ finished, awaited: 0 });
    return compareReads(bench, databases, [
      ...sizes.map((size) => ({
        id: `b ${size}`,
        title: `_entities: ${size} representations`,
        deck: entitiesDeck(entitiesDocument, size, finished),
        connections: size === 1 ? 16 : 4,
      })),
      {
        id: 'b nested',
        title: `_entities: ${sizes[1]} representations, each with departments and relatives`,
        deck: entitiesDeck(nestedEntitiesDocument, sizes[1] ?? 1, finished),
        connections: 4,
      },
    ]);
  },
};

/** Requests for `size` random verifications each, just enough of them for the distribution of times. */
export function entitiesDeck(document: string, size: number, finished: number): Deck {
  const requests = Math.max(16, Math.min(1000, Math.floor(20_000 / size)));
  return {
    path: '/graphql',
    requests: Array.from({ length: requests }, () => {
      const _entities = drawn(size, finished).map((n) => shownVerification(factsOf(n)));
      const representations = _entities.map(({ id }) => ({ __typename: 'Verification', id }));
      return graphQLRequest(document, { representations }, answerTo(document, { _entities }));
    }),
  };
}

/** Distinct numbers below a limit: a router asks once for each, and a small store must not be favoured. */
function drawn(count: number, below: number): number[] {
  const numbers = new Set<number>();
  while (numbers.size < Math.min(count, below)) numbers.add(Math.floor(Math.random() * below));
  return [...numbers];
}
