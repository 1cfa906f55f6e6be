import type { RegistryEntry } from '../../src/providers/entry';
import type { Provider } from '../../src/providers/provider';

/** A line of the registry whose provider is changed after it is made, however it is configured. */
export function withProvider(entry: RegistryEntry, change: (provider: Provider) => Provider): RegistryEntry {
  return {
    ...entry,
    configure(...given) {
      const configured = entry.configure(...given);
      return configured && { ...configured, create: (tools) => change(configured.create(tools)) };
    },
  };
}
