import type { RegistryEntry } from './entry';
import { linkId } from './linkid/entry';
import { oneNet } from './onenet/entry';
import { ucenter } from './ucenter/entry';
import { yuxin } from './yuxin/entry';

/** Every known provider. To add one, add its name here. */
export const registry: readonly RegistryEntry[] = [oneNet, ucenter, yuxin, linkId];
