import type { Provider, ProviderTools } from '../provider';
import { OneNetDataSource, type OneNetSettings } from './data-source';
import { oneNetInfo, pageMethod } from './methods';
import { oneNetPush } from './push';

/** OneNET (中国移动 实名认证): the person verifies on OneNET's page, and the result is pushed to us. */
export function createOneNetProvider(settings: OneNetSettings, tools: ProviderTools): Provider {
  const source = new OneNetDataSource(settings, tools);
  return {
    name: oneNetInfo.name,
    methods: [pageMethod(source)],
    isAvailable: () => source.isAvailable,
    probe: () => source.probe(),
    push: oneNetPush,
  };
}
