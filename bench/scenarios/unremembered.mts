import { entitiesDocument, nestedEntitiesDocument } from '../data/documents.mts';
import { entitiesDeck } from './entities.mts';
import { pageDeck } from './page.mts';
import { compareReads } from './reads.mts';
import type { Scenario } from './scenario.mts';
import { verificationDeck } from './verification.mts';

/** (t) The reads of (a), (b) and (c) with REMEMBER_ROWS=off: every row is read and opened for every answer. */
export const unrememberedScenario: Scenario = {
  id: 't',
  async run(bench) {
    const [finished, many, some] = bench.options.short ? [60, 10, 5] : [1000, 1000, 100];
    const reads = [
      {
        id: 't a',
        title: 'verification(id), nothing remembered',
        deck: verificationDeck(Array.from({ length: finished }, (_, n) => n)),
        connections: 16,
      },
      {
        id: 't b',
        title: `_entities: ${many} representations, nothing remembered`,
        deck: entitiesDeck(entitiesDocument, many, finished),
        connections: 4,
      },
      {
        id: 't nested',
        title: `_entities: ${some} with departments and relatives, nothing remembered`,
        deck: entitiesDeck(nestedEntitiesDocument, some, finished),
        connections: 4,
      },
      {
        id: 't c',
        title: 'verifications(first: 50), nothing remembered',
        deck: pageDeck(finished),
        connections: 8,
      },
    ];
    const databases = await bench.databases({ finished, awaited: 0 });
    return compareReads(bench, databases, reads, { peers: 'first', env: { REMEMBER_ROWS: 'off' } });
  },
};
