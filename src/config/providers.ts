import type { ConfiguredProvider, RegistryEntry, SharedSettings } from '../providers/entry';
import { integer } from './values';

/** Settings of the calls to every provider. */
export const providerCallFields = {
  PROVIDER_TIMEOUT_MS: integer(10_000, 1, 600_000),
  PROVIDER_CONCURRENCY: integer(64, 1, 10_000),
  PROVIDER_BREAKER_FAILURES: integer(10, 1, 10_000),
  PROVIDER_BREAKER_PAUSE_MS: integer(5000, 1, 600_000),
};

/** Every provider that is known, by its name; null if it is switched off. */
export type ConfiguredProviders = Readonly<Record<string, ConfiguredProvider | null>>;

/** Reads the settings of every provider in the registry. `env` holds settings that are right by themselves. */
export function providersOf(
  registry: readonly RegistryEntry[],
  env: Readonly<Record<string, string>>,
  shared: SharedSettings,
  faults: string[],
): ConfiguredProviders {
  return Object.fromEntries(
    registry.map((entry) => [entry.name, entry.configure(env, shared, faults)] as const),
  );
}

/** The settings of the providers in the registry by their names in the environment. */
export function settingNamesOf(registry: readonly RegistryEntry[]): readonly string[] {
  return registry.flatMap(({ fields }) => Object.keys(fields.shape));
}
