import { continueIdentityCase } from '../../../src/service/cases/continue-case';
import { explainCase } from '../../../src/service/cases/explain';
import { planIdentityVerification } from '../../../src/service/cases/plan';
import { verifyIdentity } from '../../../src/service/cases/verify-identity';
import type { ServiceTools } from '../../../src/service/tools';
import { seeded } from '../../domain/routing/question';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { facePhoto } from '../../support/ucenter-inputs';
import { farEndsEnv } from '../consents/random/far-ends';
import { openInProcess } from '../consents/random/service';
import { numberOf } from '../consents/scene';
import { policyFile } from './scene';

const opened = closeAfterEach();
/** A long run, for `npm run test:properties`: STORED_DECISIONS=10000. */
const wanted = Number(process.env['STORED_DECISIONS'] ?? 300);
const limits = {
  STARTS_PER_CALLER: '1000000',
  STARTS_PER_IDENTITY: '1000000',
  ATTEMPTS_PER_CALLER: '1000000',
};
const policy = {
  name: 'replayed',
  version: '1',
  purposes: {
    default: { level: 'LOW' },
    payout: { level: 'SUBSTANTIAL', budget: 100, maxAttempts: 2, secondOpinion: true },
    exam: { level: 'LOW', allow: ['IMPORT', 'LINKID_PHOTO', 'WHITELIST'] },
  },
  prices: { IMPORT: 5, LINKID_PHOTO: 80, WHITELIST: 5 },
  order: ['WHITELIST'],
};

/** Providers that answer at random; `sent` counts. */
function farEnds(random: () => number) {
  const seen = { sent: 0 };
  const fetch: typeof globalThis.fetch = async (input) => {
    const { pathname } = new URL(String(input));
    if (/access_?token$/i.test(pathname)) {
      return Response.json({ access_token: 'invented-token', token_type: 'bearer', expires_in: 7200 });
    }
    seen.sent += 1;
    const luck = random();
    if (luck < 0.2) throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
    if (luck < 0.6) return Response.json({ code: 422, message: '不符', data: null });
    const data = { rnAuthTicket: `T_${seen.sent}`, deviceId: 'D_1', realNameResult: luck < 0.8 };
    return Response.json({ code: 200, message: 'OK', data });
  };
  return { fetch, seen };
}

async function open(random: () => number) {
  const { fetch, seen } = farEnds(random);
  const env = { ...farEndsEnv, ...limits, ROUTING_POLICY: policyFile(opened, policy) };
  const { tools } = opened.keep(await openInProcess(env, { now: testClock().now, fetch }));
  return { tools, seen };
}

const callerOf = (guid: string) => ({ guid, scopes: new Set<string>(), expiresAt: null, address: null });
const fields = { name: '成试人', certNo: numberOf('19900101'), outid: '350002', photo: facePhoto } as const;

function someOf(random: () => number) {
  return Object.fromEntries(Object.entries(fields).filter(() => random() < 0.6));
}

/** The decisions of one more case, made again. */
async function decideOnce(tools: ServiceTools, random: () => number, place: number) {
  const caller = callerOf(`account-${place}`);
  const purpose = ['default', 'payout', 'exam'][Math.floor(random() * 3)];
  const asked = { purpose, avoidFace: random() < 0.2, evidence: someOf(random) };
  const first = await verifyIdentity(tools, caller, asked);
  if (!first.accepted) return [];
  const { id } = first.identityCase;
  await continueIdentityCase(tools, caller, { id, evidence: fields });
  return (await explainCase(tools, id)) ?? [];
}

describe('stored decisions', () => {
  it(`are the same byte for byte when ${wanted} of them are made again from their questions`, async () => {
    const random = seeded(20);
    const { tools } = await open(random);
    const verdicts = new Set<string>();
    let made = 0;
    for (let place = 0; made < wanted; place += 1) {
      const explained = await decideOnce(tools, random, place);
      expect(explained.filter(({ isSame }) => !isSame)).toEqual([]);
      for (const { decision } of explained)
        for (const { verdict } of decision.candidates) verdicts.add(verdict);
      made += explained.length;
    }
    // It would prove little if all were alike.
    expect([...verdicts].sort()).toEqual(
      expect.arrayContaining([
        'CHOSEN',
        'DISABLED',
        'FACE_AVOIDED',
        'INSUFFICIENT',
        'MISSING_EVIDENCE',
        'NOT_ALLOWED',
        'TRIED',
      ]),
    );
  });
});

describe('planIdentityVerification', () => {
  it('sends and records nothing', async () => {
    const random = seeded(21);
    const { tools, seen } = await open(random);
    const { store } = tools;
    // Everything that would be a change of the store fails.
    const changes = ['create', 'change', 'record', 'takeAll', 'count', 'claim', 'follow', 'wait'];
    const readOnly = new Proxy(store, {
      get: (target, name) =>
        new Proxy(Reflect.get(target, name), {
          get(part, method) {
            if (changes.includes(String(method)))
              throw new Error(`planning wrote: ${String(name)}.${String(method)}`);
            return Reflect.get(part, method);
          },
        }),
    });
    for (let round = 0; round < 50; round += 1) {
      const plan = await planIdentityVerification({ ...tools, store: readOnly }, callerOf('account-1'), {
        purpose: ['default', 'payout', 'exam'][round % 3],
        evidence: Object.keys(someOf(random)),
      });
      expect(plan.ok).toBe(true);
    }
    expect(seen.sent).toBe(0);
    expect(await store.cases.ofAccount('account-1')).toEqual([]);
    expect(await store.verifications.count('account-1')).toBe(0);
  });
});
