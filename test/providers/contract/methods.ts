import { openFarEnd } from '../../support/far-end';
import type { MethodCase, ProviderCase } from './cases';
import { encoded } from './encodings';
import { expectWarning, found, summary, summaryOf } from './expected';
import { callbackToken, make, methodOf, send, start, withFarEnd } from './harness';
import { silences } from './silences';

/** One method, from its input to what an answer amounts to. */
export function describeMethod(provider: ProviderCase, name: string, method: MethodCase): void {
  const usesToken = provider.token !== undefined && method.withToken !== false;

  describe(name, () => {
    it.each(method.documented)('reads a documented answer: $name', async ({ answer, expected }) => {
      const { outcome, requests } = await send(provider, name, answer);

      expect(summary(outcome)).toEqual(summaryOf(expected));
      expect(requests).toHaveLength(1);
    });

    it('[2] reads a documented answer in every encoding', async () => {
      for (const { answer } of method.documented) {
        const plain = await send(provider, name, answer);
        for (const [encoding, written] of encoded(answer)) {
          const { outcome } = await send(provider, name, written);
          expect([encoding, outcome]).toEqual([encoding, plain.outcome]);
        }
      }
    });

    it.each(method.undocumented)(
      'does not read as a verdict: $name',
      async ({ answer, expected, unnamed }) => {
        const { outcome, requests, log } = await send(provider, name, answer);

        expect(['approved', 'rejected']).not.toContain(outcome.kind);
        expect(summary(outcome)).toEqual(summaryOf(expected));
        expect(requests).toHaveLength(1);
        if (unnamed !== undefined) expectWarning(log, unnamed);
      },
    );

    it.each(silences)(
      'has an unknown outcome, and sends once, when the provider $name',
      async ({ answer }) => {
        const { outcome, requests } = await send(provider, name, answer, answer === 'hang' ? 500 : undefined);

        expect(outcome).toEqual({ kind: 'silent' });
        expect(requests).toHaveLength(1);
      },
    );

    it('has an outcome also if the provider refuses connections', async () => {
      const farEnd = await openFarEnd(() => 'cut');
      await farEnd.close();

      const outcome = await start(make(provider, farEnd.baseUrl).provider, name, method.input);

      // Without a token nothing was sent, and that much is known.
      const unsent = { kind: 'failed', code: 'PROVIDER_UNAVAILABLE', retryable: true } as const;
      expect(summary(outcome)).toEqual(summaryOf(usesToken ? unsent : { kind: 'silent' }));
    });

    it('sends nothing while it validates an input, and repeats nothing of a refused one', async () => {
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

    it('keeps confidential values out of logs, addresses and errors', async () => {
      const answers = [
        ...[...method.documented, ...method.undocumented, ...silences].map(({ answer }) => answer),
        method.echo,
      ].filter((answer) => answer !== 'hang');
      const hidden = [...method.confidential, ...provider.secrets, callbackToken];

      for (const answer of answers) {
        const { outcome, received, log } = await send(provider, name, answer);
        expect(found(hidden, log.join('\n'))).toEqual([]);
        // The place of a redirect is there to be read by an operator, and may be the same server.
        const unplaced = log.join('\n').replace(/"place":"[^"]*"/g, '');
        expect(found([new URL(received[0]?.address ?? '').host], unplaced)).toEqual([]);
        const allowed = [...(provider.secretsInAddress ?? []), ...(method.inAddress ?? [])];
        const addresses = received.map(({ address }) => decodeURIComponent(address)).join('\n');
        expect(found(hidden, addresses).filter((text) => !allowed.includes(text))).toEqual([]);
        // A name cannot be told from other words; numbers and secrets can.
        const tellable = hidden.filter((text) => !/^\p{Script=Han}+$/u.test(text));
        if ('failure' in outcome) expect(found(tellable, JSON.stringify(outcome.failure))).toEqual([]);
        expect(found(hidden, JSON.stringify(outcome.message ?? ''))).toEqual([]);
      }
    });
  });
}
