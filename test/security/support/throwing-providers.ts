import { type RegistryEntry, registry } from '../../../src/providers/registry';

/** Where an adapter breaks: in each of the things that the service may ask of it. */
export const breakingPlaces = ['check', 'send', 'query', 'merge', 'push', 'appResult'] as const;

export type BreakingPlace = (typeof breakingPlaces)[number];

/** The real providers, but that one place throws instead of doing its work. */
export function throwingRegistry(place: BreakingPlace, fault: () => unknown): readonly RegistryEntry[] {
  const fail = (): never => {
    throw fault();
  };
  return registry.map((entry) => ({
    ...entry,
    create(settings, tools) {
      const provider = entry.create(settings, tools);
      if (!provider) return null;
      const { push, merge, query, appResult } = provider;
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
        ...(merge && { merge: place === 'merge' ? async () => fail() : merge.bind(provider) }),
        ...(appResult && {
          appResult: place === 'appResult' ? async () => fail() : appResult.bind(provider),
        }),
      };
    },
  }));
}
