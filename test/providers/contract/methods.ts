import { openFarEnd } from '../../support/far-end';
import type { MethodCase, ProviderCase } from './cases';
import { expectWarning, found, summary, summaryOf } from './expected';
import { doorToken, make, methodOf, send, start, withFarEnd } from './harness';
import { silences } from './silences';

/** One method, from its input to what an answer amounts to. */
export function describeMethod(provider: ProviderCase, name: string, method: MethodCase): void {
  const usesToken = provider.token !== undefined && method.withToken !== false;

  describe(name, () => {
    it.each(method.documented)('reads as documented: $name', async ({ answer, expected }) => {
      const { outcome, requests } = await send(provider, name, answer);

      expect(summary(outcome)).toEqual(summaryOf(expected));
      expect(requests).toHaveLength(1);
    });

    it.each(method.undocumented)(
      'never takes for a verdict: $name',
      async ({ answer, expected, unnamed }) => {
        const { outcome, requests, log } = await send(provider, name, answer);

        expect(['approved', 'rejected']).not.toContain(outcome.kind);
        expect(summary(outcome)).toEqual(summaryOf(expected));
        expect(requests).toHaveLength(1);
        if (unnamed !== undefined) expectWarning(log, unnamed);
      },
    );

    it.each(silences)('knows nothing, having sent once, when it $name', async ({ answer }) => {
      const { outcome, requests } = await send(provider, name, answer, answer === 'hang' ? 60 : undefined);

      expect(outcome).toEqual({ kind: 'silent' });
      expect(requests).toHaveLength(1);
    });

    it('fulfils also when nobody is there', async () => {
      const farEnd = await openFarEnd(() => 'cut');
      await farEnd.close();

      const outcome = await start(make(provider, farEnd.baseUrl).provider, name, method.input);

      // Without a token nothing was sent, and that much is known.
      const unsent = { kind: 'failed', code: 'PROVIDER_UNAVAILABLE', retryable: true } as const;
      expect(summary(outcome)).toEqual(summaryOf(usesToken ? unsent : { kind: 'silent' }));
    });

    it('sends nothing while it judges an input, and repeats nothing of what it refuses', async () => {
      await withFarEnd(
        () => 'cut',
        async (farEnd) => {
          const { provider: made } = make(provider, farEnd.baseUrl);
          const found = methodOf(made, name);
          expect(found.check(method.input).ok).toBe(true);
          const odd = Object.fromEntries(
            Object.keys(method.input).map((field) => [field, `odd \u0000 value of ${field}`]),
          );
          const refused = JSON.stringify([found.check({}), found.check(odd)]);

          expect(refused).not.toContain('"ok":true');
          expect(refused).not.toContain('odd');
          expect(farEnd.received).toEqual([]);
        },
      );
    });

    it('keeps what is confidential out of the log, of addresses, and of what it says went wrong', async () => {
      const answers = [
        ...[...method.documented, ...method.undocumented, ...silences].map(({ answer }) => answer),
        method.echo,
      ].filter((answer) => answer !== 'hang');
      const hidden = [...method.confidential, ...provider.secrets, doorToken];

      for (const answer of answers) {
        const { outcome, received, log } = await send(provider, name, answer);
        expect(found(hidden, log.join('\n'))).toEqual([]);
        expect(found([new URL(received[0]?.address ?? '').host], log.join('\n'))).toEqual([]);
        const allowed = [...(provider.secretsInAddress ?? []), ...(method.inAddress ?? [])];
        const addresses = received.map(({ address }) => decodeURIComponent(address)).join('\n');
        expect(found(hidden, addresses).filter((text) => !allowed.includes(text))).toEqual([]);
        // A name cannot be told from other words; numbers and secrets can.
        const tellable = hidden.filter((text) => !/^\p{Script=Han}+$/u.test(text));
        if ('failure' in outcome) expect(found(tellable, JSON.stringify(outcome.failure))).toEqual([]);
        expect(found(hidden, outcome.message ?? '')).toEqual([]);
      }
    });
  });
}
