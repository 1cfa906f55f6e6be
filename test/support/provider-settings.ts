import type { Config } from '../../src/config/config';
import type { LinkIdSettings } from '../../src/providers/linkid/data-source';
import type { OneNetSettings } from '../../src/providers/onenet/data-source';
import type { UcenterSettings } from '../../src/providers/ucenter/data-source';
import type { YuxinSettings } from '../../src/providers/yuxin/data-source';

interface Settings {
  readonly ONENET: OneNetSettings;
  readonly UCENTER: UcenterSettings;
  readonly YUXIN: YuxinSettings;
  readonly LINKID: LinkIdSettings;
}

/** The settings with which a provider is switched on; undefined if it is off. */
export function settingsOf<Name extends keyof Settings>(
  { providers }: Config,
  name: Name,
): Settings[Name] | undefined {
  return providers[name]?.settings as Settings[Name] | undefined;
}
