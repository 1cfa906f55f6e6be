import { closeAfterEach } from '../../support/closing';
import type { Reaction } from '../../support/far-end';
import { as } from '../../support/ucenter';
import {
  type CaseScene,
  deadAddress,
  openCase,
  openCaseScene,
  person,
  type SeenCase,
  yuxinEnv,
} from './scene';

const opened = closeAfterEach();
jest.setTimeout(900_000);

/** `npm run test:cases`: 1,000 for each. */
const downCases = Number(process.env['CASES'] ?? 1000);
const silentCases = Number(process.env['CASES'] ?? 200);

const env = { STARTS_PER_IDENTITY: '1000000', ATTEMPTS_PER_CALLER: '1000000' };

/** Cases of as many accounts, twenty at a time. */
async function openMany({ app }: CaseScene, count: number): Promise<SeenCase[]> {
  const cases: SeenCase[] = [];
  let next = 0;
  const work = async () => {
    while (next < count) {
      next += 1;
      const guid = `account-${next}`;
      const evidence = { ...person, outid: `outid-${next}` };
      cases.push(await openCase(app, { evidence }, as(guid)));
    }
  };
  await Promise.all(Array.from({ length: 20 }, work));
  return cases;
}

/** How often ucenter was asked about each account. */
function asksOf({ ucenter }: CaseScene): Map<string, number> {
  const asks = new Map<string, number>();
  for (const { body } of ucenter.verifications) {
    const { guid } = JSON.parse(body) as { guid: string };
    asks.set(guid, (asks.get(guid) ?? 0) + 1);
  }
  return asks;
}

describe('many cases at once', () => {
  it(`succeed by the next way while the cheapest provider is down, and each person is asked about once: ${downCases} of them`, async () => {
    const scene = await openCaseScene(opened, { env: { ...env, ...yuxinEnv(await deadAddress()) } });

    const cases = await openMany(scene, downCases);

    expect(cases.filter(({ status }) => status === 'ACHIEVED')).toHaveLength(downCases);
    const asks = asksOf(scene);
    expect(asks.size).toBe(downCases);
    expect(Math.max(...asks.values())).toBe(1);
  });

  it(`never send a person to a second provider while the cheapest one is silent: ${silentCases} of them`, async () => {
    const silences: Reaction[] = ['hang', 'cut', 'break', { status: 500, raw: '' }];
    let asked = 0;
    const scene = await openCaseScene(opened, {
      yuxin: () => silences[asked++ % silences.length] ?? 'cut',
      env: { ...env, PROVIDER_TIMEOUT_MS: '1000', PROVIDER_BREAKER_PAUSE_MS: '50' },
    });

    const cases = await openMany(scene, silentCases);

    const asks = asksOf(scene);
    expect(Math.max(0, ...asks.values())).toBeLessThanOrEqual(1);
    // A person who was sent to the silent provider was sent to no other one. A busy machine may give up on a request
    // before the far end has read it, and find that the others are too slow as well: requests are counted as "at most".
    const alone = cases.filter(
      ({ attempts }) => attempts.length === 1 && attempts[0]?.method === 'MOBILE_OWNER',
    );
    expect(alone.filter(({ status }) => status === 'ACHIEVED')).toEqual([]);
    expect(alone.some(({ status }) => status === 'NOT_ACHIEVED')).toBe(true);
    expect(scene.yuxin.received.length).toBeGreaterThan(0);
    expect(scene.yuxin.received.length).toBeLessThanOrEqual(alone.length);
    const rest = cases.filter(({ attempts }) => attempts.some(({ method }) => method !== 'MOBILE_OWNER'));
    expect(alone.length + rest.length).toBe(silentCases);
    expect(asks.size).toBeLessThanOrEqual(rest.length);
  });
});
