import type { MethodInfo } from '../../src/providers/provider';
import { recordTools } from '../support/far-end';
import type { ProviderCase } from './contract/cases';
import { make, noSettings } from './contract/harness';
import { describeMethod } from './contract/methods';
import { describePush } from './contract/push';
import { describeQuery } from './contract/query';
import { subgraph } from './contract/schema-names';

/** What every provider promises (src/providers/provider.ts), on recorded answers from a real socket. */
export function describeProvider(provider: ProviderCase): void {
  const { entry } = provider;
  describe(`${entry.provider} as a provider`, () => {
    it('is what the registry says of it', () => {
      const made = make(provider, 'http://127.0.0.1:9').provider;

      expect(made.name).toBe(entry.provider);
      expect(made.methods.map(infoOf)).toEqual(entry.methods.map(infoOf));
      expect(entry.create(noSettings, recordTools())).toBeNull();
      expect(Object.keys(provider.methods).sort()).toEqual(entry.methods.map(({ name }) => name).sort());
      expect(Boolean(made.push)).toBe(Boolean(provider.push));
      expect(Boolean(made.query)).toBe(Boolean(provider.query));
    });

    it('opens a door exactly where the verdict comes from outside by itself', () => {
      for (const { deferred, door } of entry.methods) {
        if (door) expect(deferred).toBe(true);
        if (door === 'callback') expect(provider.push).toBeDefined();
        if (door === 'return') expect(provider.query).toBeDefined();
      }
    });

    it('is named in the schema, with a mutation for each of its methods', () => {
      expect(subgraph.providers).toContain(entry.provider);
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

function infoOf({ name, mutation, deferred, description, door }: MethodInfo): MethodInfo {
  return { name, mutation, deferred, description, ...(door && { door }) };
}
