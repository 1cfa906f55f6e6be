import type { MethodInfo } from '../../src/providers/provider';
import type { ProviderCase } from './contract/cases';
import { make } from './contract/harness';
import { describeMethod } from './contract/methods';
import { describePush } from './contract/push';
import { describeQuery } from './contract/query';
import { subgraph } from './contract/schema-names';

/** What every provider promises (src/providers/provider.ts), on recorded answers from a real socket. */
export function describeProvider(provider: ProviderCase): void {
  const { entry } = provider;
  describe(`${entry.name} as a provider`, () => {
    it('is listed in the registry with these properties', () => {
      const made = make(provider, 'http://127.0.0.1:9').provider;

      expect(made.name).toBe(entry.name);
      expect(made.methods.map(infoOf)).toEqual(entry.methods.map(infoOf));
      expect(
        entry.configure({}, { redirectAllowlist: [], faceImage: { minBytes: 1, maxBytes: 2 } }, []),
      ).toBeNull();
      expect(Object.keys(provider.methods).sort()).toEqual(entry.methods.map(({ name }) => name).sort());
      expect(Boolean(made.push)).toBe(Boolean(provider.push));
      expect(Boolean(made.query)).toBe(Boolean(provider.query));
    });

    it('opens a callback or return address exactly for the methods whose verdict arrives there', () => {
      for (const { deferred, address } of entry.methods) {
        if (address) expect(deferred).toBe(true);
        if (address === 'callback') expect(provider.push).toBeDefined();
        if (address === 'return') expect(provider.query).toBeDefined();
      }
    });

    it('is named in the schema, with a mutation for each of its methods', () => {
      expect(subgraph.providers).toContain(entry.name);
      for (const { name, mutation } of entry.methods) {
        expect(subgraph.methods).toContain(name);
        expect(subgraph.inputFieldsOf(mutation)).toEqual(
          expect.arrayContaining([
            ...Object.keys(provider.methods[name]?.input ?? {}),
            'guid',
            'idempotencyKey',
          ]),
        );
      }
    });

    for (const [name, method] of Object.entries(provider.methods)) describeMethod(provider, name, method);
    if (provider.query) describeQuery(provider, provider.query);
    if (provider.push) describePush(provider, provider.push);
  });
}

function infoOf({ name, summary, mutation, deferred, description, address }: MethodInfo): MethodInfo {
  return { name, summary, mutation, deferred, description, ...(address && { address }) };
}
