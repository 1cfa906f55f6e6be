import { judgedDocument, verificationDocument } from '../data/documents.mts';
import { factsOf } from '../data/facts.mts';
import { answerTo } from '../data/project.mts';
import { type Shown, shownVerification } from '../data/shown.mts';
import { graphQLRequest } from '../load/deck.mts';
import { cpuColumn, inTurn, loadRound, writeDeck } from '../measure/compare.mts';
import { resultOf } from '../report/result.mts';
import { startOursOn } from './reads.mts';
import type { Scenario } from './scenario.mts';

/** (l) What a judgement adds to (a): the level of the verification, and whether its account meets one. */
export const judgedScenario: Scenario = {
  id: 'l',
  async run(bench) {
    const finished = bench.options.short ? 50 : 1000;
    const databases = await bench.databases({ finished, awaited: 0 });
    const server = await startOursOn(bench, databases);
    const all = Array.from({ length: finished }, (_, n) => judged(n));
    const decks = [
      ['as in (a)', verificationDocument],
      ['with assurance { level } and user { meets }', judgedDocument],
    ] as const;
    const paths = new Map<string, string>(
      decks.map(([name, document], index) => {
        const requests = all.map((verification) =>
          graphQLRequest(document, { id: verification['id'] }, answerTo(document, { verification })),
        );
        return [name, writeDeck(databases.folder, `l-${index}`, { path: '/graphql', requests })];
      }),
    );
    bench.say('\n(l) ');
    const servers = decks.map(([name]) => ({ ...server, name }));
    const rounds = await inTurn(bench, servers, (one, seconds) => {
      const source = { kind: 'deck', path: String(paths.get(one.name)), order: 'random' } as const;
      return loadRound(bench, one, seconds, { kind: 'closed-loop', source, connections: 16 });
    });
    const title = 'what a judgement adds to (a); random ids of 1000';
    return [resultOf('l', title, [cpuColumn], rounds, 'this / first')];
  },
};

/** Everyone is approved by a school's records. */
function judged(n: number): Shown {
  const facts = factsOf(n);
  return {
    ...shownVerification(facts),
    assurance: { level: 'LOW' },
    user: { guid: facts.guid, meets: true },
  };
}
