import { mobileOwnerDocument } from '../data/documents.mts';
import { identityNoOf, mobileNoOf, nameOf } from '../data/facts.mts';
import { answerTo } from '../data/project.mts';
import { masked } from '../data/shown.mts';
import { type Deck, graphQLRequest } from '../load/deck.mts';
import { cpuColumn, inTurn, loadRound, writeDeck } from '../measure/compare.mts';
import { resultOf } from '../report/result.mts';
import { compiled } from '../servers/compiled.mts';
import { startSandbox } from '../servers/server.mts';
import { startOursOn, startPeersOn } from './reads.mts';
import type { Scenario } from './scenario.mts';

const { sandboxCredentials } =
  compiled<typeof import('../../src/sandbox/credentials.ts')>('sandbox/credentials.js');

/** (d) A check that calls a provider and records the answer; Yuxin's twin is a process of its own. */
export const mobileOwnerScenario: Scenario = {
  id: 'd',
  async run(bench) {
    const databases = await bench.databases({ finished: 50, awaited: 0 });
    const sandbox = await startSandbox();
    bench.onEnd(() => sandbox.child.end());
    const yuxin = { baseUrl: `${sandbox.url}/yuxin`, ...sandboxCredentials.yuxin };
    const [own, others] = await Promise.all([
      startOursOn(bench, databases, environmentOf(yuxin)),
      startPeersOn(bench, databases, { yuxin }),
    ]);
    const servers = [own, ...others];
    const checks = bench.options.short ? 100 : 10_000;
    const path = writeDeck(databases.folder, 'd', mobileOwnerDeck(checks));
    bench.say('\n(d) ');
    const rounds = await inTurn(bench, servers, (server, seconds) =>
      loadRound(bench, server, seconds, {
        kind: 'closed-loop',
        source: { kind: 'deck', path, order: 'in-turn' },
        connections: 16,
      }),
    );
    const title = 'verifyMobileOwner, each for an account of its own';
    return [resultOf('d', title, [cpuColumn], rounds)];
  },
};

/** The settings of this service for that Yuxin. */
export function environmentOf({
  baseUrl,
  token,
  key,
}: {
  readonly baseUrl: string;
  readonly token: string;
  readonly key: string;
}): Record<string, string> {
  return { YUXIN_BASE_URL: baseUrl, YUXIN_TOKEN: token, YUXIN_KEY: key };
}

/** Checks of different people, each for an account of its own. */
export function mobileOwnerDeck(checks: number): Deck {
  return {
    path: '/graphql',
    requests: Array.from({ length: checks }, (_, n) => {
      const person = { realName: nameOf(n), identityNo: identityNoOf(n), mobileNo: mobileNoOf(n) };
      const input = {
        guid: `bench-checked-${n}`,
        idCard: person.identityNo,
        userName: person.realName,
        mobileNo: person.mobileNo,
      };
      const verification = {
        version: 2,
        provider: 'YUXIN',
        method: 'MOBILE_OWNER',
        status: 'APPROVED',
        subject: masked({ ...person, certType: 'RESIDENT_ID_CARD' }),
      };
      const answer = answerTo(mobileOwnerDocument, { verifyMobileOwner: { verification, inputErrors: [] } });
      return graphQLRequest(mobileOwnerDocument, { input }, answer);
    }),
  };
}
