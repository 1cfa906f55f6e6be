import { textOf } from '../../../src/domain/messages/message';
import { decide } from '../../../src/domain/routing/decide';
import type { RoutingQuestion } from '../../../src/domain/routing/decision';
import { randomCases } from '../../support/random-cases';
import { bruteForce } from './brute-force';
import { anyQuestion, change, methods, randomQuestion, seeded } from './question';

const cases = randomCases(20_000);

const verdictOf = (question: RoutingQuestion, method: string) =>
  decide(question).candidates.find((candidate) => candidate.method === method);

describe('the decision for a method', () => {
  it(`agrees with a brute-force twin on ${cases} random questions: choice, order, and every verdict`, () => {
    const seen = new Map<string, number>();
    for (let seed = 1; seed <= cases; seed += 1) {
      const question = randomQuestion(seeded(seed));
      const { chosen, withoutFace, candidates } = decide(question);
      const expected = bruteForce(question);
      const got = {
        chosen,
        withoutFace,
        verdicts: Object.fromEntries(candidates.map(({ method, verdict }) => [method, verdict])),
        missing: Object.fromEntries(candidates.map(({ method, missing }) => [method, [...missing].sort()])),
        order: candidates.map(({ method }) => method),
      };
      if (JSON.stringify(sorted(got)) !== JSON.stringify(sorted(expected))) {
        throw new Error(`seed ${seed}: ${JSON.stringify({ got, expected }, null, 1)}`);
      }
      for (const { verdict } of candidates) seen.set(verdict, (seen.get(verdict) ?? 0) + 1);
    }
    // Each verdict is frequent among the questions, so that none is compared by chance only.
    expect(Math.min(...seen.values())).toBeGreaterThan(cases / 100);
    expect(seen.size).toBe(10);
  });

  it('is the same, byte for byte, for the same question read back from its JSON', () => {
    for (let seed = 1; seed <= 10_000; seed += 1) {
      const question = randomQuestion(seeded(seed));
      const again = JSON.parse(JSON.stringify(question)) as RoutingQuestion;
      expect(JSON.stringify(decide(again))).toBe(JSON.stringify(decide(question)));
    }
  });

  it('takes the cheapest way; a way without a price comes after every price', () => {
    const priced = change('MOBILE_OWNER', { price: 30 });

    expect(decide({ ...anyQuestion, methods: priced }).chosen).toBe('MOBILE_OWNER');
    expect(decide(anyQuestion).chosen).toBe('IMPORT');
  });

  it("breaks a tie by the operator's order, and then by the order of the enum", () => {
    expect(decide({ ...anyQuestion, order: ['WHITELIST', 'ECARD'] }).candidates.slice(0, 3)).toMatchObject([
      { method: 'WHITELIST', verdict: 'CHOSEN' },
      { method: 'ECARD', verdict: 'STANDBY' },
      { method: 'IMPORT', verdict: 'STANDBY' },
    ]);
  });

  it('names the first way without a face only if the chosen one uses a face', () => {
    const allow = ['LINKID_PHOTO', 'MOBILE_OWNER'];
    const faced = methods.map((method) => ({
      ...method,
      usesFace: method.method === 'LINKID_PHOTO',
      price: method.method === 'LINKID_PHOTO' ? 1 : 2,
    }));

    expect(decide({ ...anyQuestion, allow, methods: faced })).toMatchObject({
      chosen: 'LINKID_PHOTO',
      withoutFace: 'MOBILE_OWNER',
    });
    expect(decide({ ...anyQuestion, allow: ['MOBILE_OWNER'], methods: faced }).withoutFace).toBeNull();
    expect(decide({ ...anyQuestion, allow: ['LINKID_PHOTO'], methods: faced }).withoutFace).toBeNull();
  });

  it('chooses nothing where nothing may be chosen, and still says which ways could serve', () => {
    const { chosen, candidates } = decide({ ...anyQuestion, mayChoose: false });

    expect(chosen).toBeNull();
    expect(candidates[0]).toMatchObject({ method: 'IMPORT', verdict: 'STANDBY' });
  });

  it('asks for a code or password again after a wrong one, also where the way can do without', () => {
    const attempts = [{ method: 'WHITELIST', result: 'WRONG_CREDENTIAL', cost: 0 }] as const;
    const evidence = ['name', 'outid'];

    expect(verdictOf({ ...anyQuestion, attempts, evidence }, 'WHITELIST')).toMatchObject({
      verdict: 'MISSING_EVIDENCE',
      missing: ['cardPassword'],
    });
    const anew = [...evidence, 'cardPassword'];
    expect(verdictOf({ ...anyQuestion, attempts, evidence: anew }, 'WHITELIST')?.verdict).not.toBe('TRIED');
  });

  it('says of a tried way what came of it, in English and in Chinese', () => {
    const attempts = [{ method: 'IMPORT', result: 'REJECTED', cost: 0 }] as const;
    const tried = verdictOf({ ...anyQuestion, attempts }, 'IMPORT');

    expect(tried?.verdict).toBe('TRIED');
    expect(tried && textOf(tried.reason, 'en')).toBe(
      'It was tried, and the provider did not confirm the person.',
    );
    expect(tried && textOf(tried.reason, 'zh-CN')).toBe('已尝试此方式，认证未通过。');
  });
});

function sorted(decision: ReturnType<typeof bruteForce>): unknown {
  const inOrder = (record: object) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...decision, verdicts: inOrder(decision.verdicts), missing: inOrder(decision.missing) };
}
