import type { RegistryEntry } from '../../../src/providers/entry';
import { registry } from '../../../src/providers/registry';
import { withProvider } from '../../support/changed-provider';

/** The functions of an adapter in which it throws. */
export const breakingPlaces = [
  'check',
  'send',
  'query',
  'tokenOwner',
  'merge',
  'push',
  'applicationResult',
] as const;

export type BreakingPlace = (typeof breakingPlaces)[number];

/** The real providers, but that one place throws instead of doing its work. */
export function throwingRegistry(place: BreakingPlace, fault: () => unknown): readonly RegistryEntry[] {
  const fail = (): never => {
    throw fault();
  };
  return registry.map((entry) =>
    withProvider(entry, (provider) => {
      const { push, merge, query, tokenOwner, applicationResult } = provider;
      return {
        ...provider,
        methods: provider.methods.map((method) => ({
          ...method,
          check(input) {
            if (place === 'check') return fail();
            const checked = method.check(input);
            if (!checked.ok || place !== 'send') return checked;
            return { ok: true, value: { ...checked.value, send: async () => fail() } };
          },
        })),
        ...(push && { push: place === 'push' ? { ...push, read: fail } : push }),
        ...(query && { query: place === 'query' ? fail : query.bind(provider) }),
        ...(tokenOwner && {
          tokenOwner: place === 'tokenOwner' ? async () => fail() : tokenOwner.bind(provider),
        }),
        ...(merge && { merge: place === 'merge' ? async () => fail() : merge.bind(provider) }),
        ...(applicationResult && {
          applicationResult:
            place === 'applicationResult' ? async () => fail() : applicationResult.bind(provider),
        }),
      };
    }),
  );
}
