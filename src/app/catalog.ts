import type { Config } from '../config/config';
import { providersOf } from '../config/providers';
import type { ConfiguredProvider } from '../providers/entry';
import type { ProviderTools } from '../providers/provider';
import type { Sandbox } from '../sandbox/server';
import { Catalog } from '../service/catalog';

type SandboxEnvironment = Sandbox['environment'];

/** The providers that are switched on; the sandbox stands in for every other one that it has a twin of. */
export function openCatalog(
  config: Config,
  sandbox: SandboxEnvironment | null,
  tools: ProviderTools,
): Catalog {
  const { registry } = config;
  const standIns = sandbox ? standInsOf(config, sandbox) : {};
  const isTwin = (name: string) => !config.providers[name] && Boolean(standIns[name]);
  const providers = registry
    .map(({ name }) => config.providers[name] ?? standIns[name] ?? null)
    .filter((provider) => provider !== null)
    .map(({ create }) => create(tools));
  const twins = new Set(registry.map(({ name }) => name).filter(isTwin));
  return new Catalog(providers, registry, twins);
}

function standInsOf(
  config: Config,
  sandbox: SandboxEnvironment,
): Readonly<Record<string, ConfiguredProvider | null>> {
  const faults: string[] = [];
  const standIns = providersOf(config.registry, sandbox, config, faults);
  if (faults.length > 0) throw new Error(`The sandbox's settings are not usable: ${faults.join(' ')}`);
  return standIns;
}
