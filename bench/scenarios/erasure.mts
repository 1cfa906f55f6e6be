import { redactUserDocument } from '../data/documents.mts';
import { factsOf } from '../data/facts.mts';
import { answerTo } from '../data/project.mts';
import { type Deck, graphQLRequest } from '../load/deck.mts';
import { cpuColumn, inTurn, loadRound, writeDeck } from '../measure/compare.mts';
import { resultOf } from '../report/result.mts';
import type { Server } from '../servers/server.mts';
import { startOursOn } from './reads.mts';
import type { Scenario } from './scenario.mts';

/** (n) What erasing one account costs as the store grows: `redactUser`, each account once. */
export const erasureScenario: Scenario = {
  id: 'n',
  async run(bench) {
    const { short, rounds: measured } = bench.options;
    const sizes = short ? [50, 100] : [1000, 1_000_000];
    // A round ends with these; one more round is the warm-up.
    const erasedInRound = short ? 5 : Math.floor(900 / (measured + 1));
    const servers: (Server & { readonly path: string })[] = [];
    for (const finished of sizes) {
      const store = await bench.store({ finished, awaited: 0 });
      const accounts = erasedInRound * (measured + 1);
      const path = writeDeck(store.folder, 'n', deckOf(accounts, Math.floor(finished / accounts)));
      const name = `${finished.toLocaleString('en')} accounts`;
      servers.push({ ...(await startOursOn(bench, store)), name, path });
    }
    bench.say('\n(n) ');
    const rounds = await inTurn(bench, servers, (server) => {
      const path = servers.find(({ name }) => name === server.name)?.path ?? '';
      const source = { kind: 'deck', path, order: 'in-turn' } as const;
      const seconds = 600;
      const operations = erasedInRound;
      return loadRound(bench, server, seconds, { kind: 'closed-loop', source, connections: 1, operations });
    });
    const title = 'erasing one account (redactUser), as the store grows';
    return [resultOf('n', title, ['p50 ms', cpuColumn], rounds, 'this / first')];
  },
};

/** Accounts from all over the store. Each is erased once: a second erasure would find nothing, and the answer says so. */
function deckOf(accounts: number, step: number): Deck {
  const expected = answerTo(redactUserDocument, { redactUser: { redacted: 1, inputErrors: [] } });
  const requests = Array.from({ length: accounts }, (_, n) =>
    graphQLRequest(redactUserDocument, { guid: factsOf(n * step).guid }, expected),
  );
  return { path: '/graphql', requests };
}
