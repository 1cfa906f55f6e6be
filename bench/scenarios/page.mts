import { pageDocument } from '../data/documents.mts';
import { type Facts, factsOf } from '../data/facts.mts';
import { answerTo } from '../data/project.mts';
import { shownVerification } from '../data/shown.mts';
import { type Deck, graphQLRequest } from '../load/deck.mts';
import { compareReads } from './reads.mts';
import type { Scenario } from './scenario.mts';

/** (c) The newest page. */
export const pageScenario: Scenario = {
  id: 'c',
  async run(bench) {
    const finished = bench.options.short ? 60 : 1000;
    return compareReads(bench, await bench.databases({ finished, awaited: 0 }), [
      { id: 'c', title: 'verifications(first: 50)', deck: pageDeck(finished), connections: 8 },
    ]);
  },
};

export function pageDeck(finished: number): Deck {
  const first = 50;
  const facts = Array.from({ length: first }, (_, i) => factsOf(finished - 1 - i));
  const [newest, oldest] = [facts.at(0), facts.at(-1)];
  const verifications = {
    nodes: facts.map(shownVerification),
    pageInfo: {
      hasNextPage: finished > first,
      hasPreviousPage: false,
      startCursor: newest && cursorOf(newest),
      endCursor: oldest && cursorOf(oldest),
    },
  };
  return {
    path: '/graphql',
    requests: [graphQLRequest(pageDocument, { first }, answerTo(pageDocument, { verifications }))],
  };
}

function cursorOf({ createdAt, id }: Facts): string {
  return Buffer.from(`p1:${createdAt}:${id}`).toString('base64url');
}
