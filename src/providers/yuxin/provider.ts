import type { Provider, ProviderTools } from '../provider';
import { YuxinDataSource, type YuxinSettings } from './data-source';
import { mobileOwnerMethod, yuxinInfo } from './methods';

/** Yuxin (驭信 手机实名认证验证服务): one question with an immediate answer; no pushes, and no later queries. */
export function createYuxinProvider(settings: YuxinSettings, tools: ProviderTools): Provider {
  const source = new YuxinDataSource(settings, tools);
  return {
    name: yuxinInfo.name,
    methods: [mobileOwnerMethod(source, tools.now)],
    isAvailable: () => source.isAvailable,
    probe: () => source.probe(),
  };
}
