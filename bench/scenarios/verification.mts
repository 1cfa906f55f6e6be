import { verificationDocument } from '../data/documents.mts';
import { factsOf } from '../data/facts.mts';
import { answerTo } from '../data/project.mts';
import { shownVerification } from '../data/shown.mts';
import { type Deck, graphQLRequest } from '../load/deck.mts';
import { compareReads } from './reads.mts';
import type { Scenario } from './scenario.mts';

/** (a) One verification by its id, with departments and relatives. */
export const verificationScenario: Scenario = {
  id: 'a',
  async run(bench) {
    const finished = bench.options.short ? 50 : 1000;
    const read = {
      id: 'a',
      title: `verification(id): 20 fields, departments and relatives; random ids of ${finished}`,
      deck: verificationDeck(Array.from({ length: finished }, (_, n) => n)),
      connections: 16,
    };
    // Even a short run starts every peer once.
    return compareReads(bench, await bench.databases({ finished, awaited: 0 }), [read], {
      peers: 'all',
    });
  },
};

/** One request for each of these verifications. */
export function verificationDeck(numbers: readonly number[]): Deck {
  return {
    path: '/graphql',
    requests: numbers.map((n) => {
      const verification = shownVerification(factsOf(n));
      return graphQLRequest(
        verificationDocument,
        { id: verification['id'] },
        answerTo(verificationDocument, { verification }),
      );
    }),
  };
}
