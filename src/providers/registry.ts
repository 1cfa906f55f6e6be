import { createLinkIdProvider, type LinkIdSettings, linkIdMethodInfos } from './linkid/provider';
import { createOneNetProvider, type OneNetSettings, oneNetMethodInfos } from './onenet/provider';
import type { MethodInfo, Provider, ProviderTools } from './provider';
import { createUcenterProvider, type UcenterSettings, ucenterMethodInfos } from './ucenter/provider';
import { createYuxinProvider, type YuxinSettings, yuxinMethodInfos } from './yuxin/provider';

/** Settings of every provider; null where it is off. */
export interface ProviderSettings {
  readonly onenet: OneNetSettings | null;
  readonly ucenter: UcenterSettings | null;
  readonly yuxin: YuxinSettings | null;
  readonly linkid: LinkIdSettings | null;
}

/** What is known of a provider before it has settings, and how it is made when it has. */
export interface RegistryEntry {
  readonly provider: string;
  readonly methods: readonly MethodInfo[];
  /** Null where its settings are. */
  create(settings: ProviderSettings, tools: ProviderTools): Provider | null;
}

/** Every provider there is. A fifth one is one more line. */
export const registry: readonly RegistryEntry[] = [
  entry('ONENET', 'onenet', oneNetMethodInfos, createOneNetProvider),
  entry('UCENTER', 'ucenter', ucenterMethodInfos, createUcenterProvider),
  entry('YUXIN', 'yuxin', yuxinMethodInfos, createYuxinProvider),
  entry('LINKID', 'linkid', linkIdMethodInfos, createLinkIdProvider),
];

function entry<Name extends keyof ProviderSettings>(
  provider: string,
  name: Name,
  methods: readonly MethodInfo[],
  create: (settings: NonNullable<ProviderSettings[Name]>, tools: ProviderTools) => Provider,
): RegistryEntry {
  return {
    provider,
    methods,
    create: (all, tools) => {
      const settings = all[name];
      return settings === null ? null : create(settings, tools);
    },
  };
}
