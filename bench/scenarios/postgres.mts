import { entitiesDocument } from '../data/documents.mts';
import { seedPostgres } from '../data/seed-postgres.mts';
import { startPostgres } from '../servers/postgres.mts';
import { entitiesDeck } from './entities.mts';
import { pageDeck } from './page.mts';
import { compareReads } from './reads.mts';
import type { Scenario } from './scenario.mts';
import { verificationDeck } from './verification.mts';

/** (j) The reads of (a), (b) and (c), with every server's data on one PostgreSQL. */
export const postgresScenario: Scenario = {
  id: 'j',
  async run(bench) {
    const finished = bench.options.short ? 60 : 1000;
    const entities = bench.options.short ? 10 : 1000;
    bench.say('\nstarting PostgreSQL … ');
    const folder = bench.folder();
    const postgres = await startPostgres(folder);
    bench.onEnd(() => postgres.close());
    const urls = await seedPostgres(postgres, { finished, awaited: 0 });
    return compareReads(bench, { ...urls, folder: bench.folder() }, [
      {
        id: 'j a',
        title: 'verification(id) on PostgreSQL',
        deck: verificationDeck(Array.from({ length: finished }, (_, n) => n)),
        connections: 16,
      },
      {
        id: 'j b',
        title: `_entities on PostgreSQL: ${entities} representations`,
        deck: entitiesDeck(entitiesDocument, entities, finished),
        connections: 4,
      },
      {
        id: 'j c',
        title: 'verifications(first: 50) on PostgreSQL',
        deck: pageDeck(finished),
        connections: 8,
      },
    ]);
  },
};
