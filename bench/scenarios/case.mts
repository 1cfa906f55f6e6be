import { caseDocument } from '../data/documents.mts';
import { identityNoOf, mobileNoOf, nameOf } from '../data/facts.mts';
import { answerTo } from '../data/project.mts';
import { masked } from '../data/shown.mts';
import { type Deck, graphQLRequest } from '../load/deck.mts';
import { cpuColumn, inTurn, loadRound, writeDeck } from '../measure/compare.mts';
import { resultOf } from '../report/result.mts';
import { compiled } from '../servers/compiled.mts';
import { startSandbox } from '../servers/server.mts';
import { environmentOf, mobileOwnerDeck } from './mobile-owner.mts';
import { startOursOn } from './reads.mts';
import type { Scenario } from './scenario.mts';

const { sandboxCredentials } =
  compiled<typeof import('../../src/sandbox/credentials.ts')>('sandbox/credentials.js');

/** (o) What a case costs: (d), and the same check by `verifyIdentity`, which decides for it and records the case. */
export const caseScenario: Scenario = {
  id: 'o',
  async run(bench) {
    const checks = bench.options.short ? 100 : 10_000;
    const store = await bench.store({ finished: 50, awaited: 0 });
    const sandbox = await startSandbox();
    bench.onEnd(() => sandbox.child.end());
    const yuxin = { baseUrl: `${sandbox.url}/yuxin`, ...sandboxCredentials.yuxin };
    const server = await startOursOn(bench, store, environmentOf(yuxin));
    // Different people: the number of requests about one person is limited.
    const paths = new Map([
      ['verifyMobileOwner', writeDeck(store.folder, 'o-mutation', mobileOwnerDeck(checks))],
      ['verifyIdentity', writeDeck(store.folder, 'o-case', caseDeck(checks, checks))],
    ]);
    bench.say('\n(o) ');
    const servers = [...paths.keys()].map((name) => ({ ...server, name }));
    const rounds = await inTurn(bench, servers, (one, seconds) => {
      const source = { kind: 'deck', path: String(paths.get(one.name)), order: 'in-turn' } as const;
      return loadRound(bench, one, seconds, { kind: 'closed-loop', source, connections: 16 });
    });
    const title = 'a case, and the mutation that it chose';
    return [resultOf('o', title, ['op/s', cpuColumn], rounds, 'this / first')];
  },
};

function caseDeck(checks: number, firstPerson: number): Deck {
  return {
    path: '/graphql',
    requests: Array.from({ length: checks }, (_, index) => {
      const n = firstPerson + index;
      const person = { realName: nameOf(n), identityNo: identityNoOf(n), mobileNo: mobileNoOf(n) };
      const evidence = { name: person.realName, certNo: person.identityNo, mobileNo: person.mobileNo };
      const attempt = {
        version: 2,
        provider: 'YUXIN',
        method: 'MOBILE_OWNER',
        status: 'APPROVED',
        subject: masked({ ...person, certType: 'RESIDENT_ID_CARD' }),
      };
      const identityCase = { version: 2, status: 'ACHIEVED', attempts: [attempt] };
      const answer = answerTo(caseDocument, { verifyIdentity: { identityCase, inputErrors: [] } });
      return graphQLRequest(caseDocument, { input: { guid: `bench-case-${n}`, evidence } }, answer);
    }),
  };
}
