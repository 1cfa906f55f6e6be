import type { Outcome } from '../../domain/outcome';
import type { Provider, ProviderTools } from '../provider';
import { UcenterDataSource, type UcenterSettings } from './data-source';
import { ucenterMethods } from './methods';

export type { UcenterSettings } from './data-source';
export { ucenterMethodInfos } from './methods';

/** ucenter (用户中心): verifies an account at once, knows who holds an identity already, and merges accounts. */
export function createUcenterProvider(settings: UcenterSettings, tools: ProviderTools): Provider {
  const source = new UcenterDataSource(settings, tools);
  return {
    name: 'UCENTER',
    isAvailable: () => source.isAvailable,
    probe: () => source.probe(),
    methods: ucenterMethods({
      verify: (request, call) => source.verify(request, call),
      rules: () => ({ today: tools.now(), faceImage: settings.faceImage }),
    }),
    query({ references }) {
      return references.rnAuthTicket === undefined ? null : source.result(references.rnAuthTicket);
    },
    merge(verification, code, { personToken }) {
      const replay = verification.personal.replay?.reveal();
      const oldGuid = verification.personal.holder?.reveal().guid;
      if (replay === undefined || !oldGuid) return Promise.resolve(nothingToMerge);
      return source.merge(
        { code, oldGuid, replay },
        { guid: verification.guid, ...(personToken && { personToken }) },
      );
    },
  };
}

/** The request that met 409 is kept for one hour only. */
const nothingToMerge: Outcome = {
  kind: 'failed',
  failure: {
    code: 'OTHER',
    message: 'The request to be repeated is no longer kept. Please verify again.',
    providerCode: null,
    providerMessage: null,
    retryable: false,
  },
};
