import type { Reaction } from '../../support/far-end';
import type { ProviderCase, QueryCase } from './cases';
import { encoded } from './encodings';
import { expectWarning, summary, summaryOf } from './expected';
import { make, withAnswer, withFarEnd } from './harness';
import { silences } from './silences';

/** Asking again, which must never decide more than an answer says. */
export function describeQuery(provider: ProviderCase, query: QueryCase): void {
  const ask = async (answer: Reaction, timeoutMs?: number) =>
    withAnswer(provider, answer, timeoutMs, (made) => made.query?.(query.verification, {}) ?? null);

  describe('polling for a result', () => {
    it.each(query.documented)('reads a documented answer: $name', async ({ answer, expected }) => {
      const { value, requests } = await ask(answer);

      expect(value && summary(value)).toEqual(summaryOf(expected));
      expect(requests).toHaveLength(1);
    });

    it('[2] reads a documented answer in every encoding', async () => {
      for (const { answer } of query.documented) {
        const plain = await ask(answer);
        for (const [encoding, written] of encoded(answer)) {
          expect([encoding, (await ask(written)).value]).toEqual([encoding, plain.value]);
        }
      }
    });

    it.each(query.undocumented)('decides nothing by $name', async ({ answer, unnamed }) => {
      const { value, log } = await ask(answer);

      expect(value?.kind).toBe('undecided');
      if (unnamed !== undefined) expectWarning(log, unnamed);
    });

    it.each(silences)('decides nothing when the provider $name', async ({ answer }) => {
      const { value, requests } = await ask(answer, answer === 'hang' ? 60 : undefined);

      expect(value?.kind).toBe('silent');
      // To ask is safe to repeat, but once, and not after a timeout.
      expect(requests.length).toBeLessThanOrEqual(answer === 'hang' ? 1 : 2);
    });

    it('reports that there is no reference to poll by, and sends nothing', async () => {
      await withFarEnd(
        () => 'cut',
        async (farEnd) => {
          expect(make(provider, farEnd.baseUrl).provider.query?.(query.unaskable, {})).toBeNull();
          expect(farEnd.received).toEqual([]);
        },
      );
    });
  });
}
