import { message } from '../../domain/messages/message';
import type { Outcome } from '../../domain/verification/outcome';
import type { Provider, ProviderTools } from '../provider';
import { UcenterClient } from './client';
import { UcenterDataSource, type UcenterSettings } from './data-source';
import { ucenterInfo, ucenterMethods } from './methods';
import { SmsCodes } from './sms-codes';
import { TokenOwners } from './token-owners';

/** ucenter (用户中心): verifies an account at once, knows who holds an identity already, and merges accounts. */
export function createUcenterProvider(settings: UcenterSettings, tools: ProviderTools): Provider {
  const client = new UcenterClient(settings, tools);
  const source = new UcenterDataSource(client, settings, tools);
  const owners = new TokenOwners(client, tools);
  const codes = new SmsCodes(client, settings, tools);
  return {
    name: ucenterInfo.name,
    isAvailable: () => client.isAvailable,
    probe: () => source.probe(),
    methods: ucenterMethods({
      verify: (request, call) => source.verify(request, call),
      rules: () => ({ today: tools.now(), faceImage: settings.faceImage }),
    }),
    query({ references }) {
      const ticket = references['rnAuthTicket'];
      return ticket === undefined ? null : source.result(ticket);
    },
    tokenOwner: (token) => owners.ownerOf(token),
    sendMobileCode: (mobileNo) => codes.toNumber(mobileNo),
    sendMergeCode({ personal }) {
      const guid = personal.holder?.reveal().guid;
      return guid ? codes.toAccount(guid) : Promise.resolve(nothingToMerge.failure);
    },
    merge(verification, code, call) {
      const replay = verification.personal.replay?.reveal();
      const oldGuid = verification.personal.holder?.reveal().guid;
      if (replay === undefined || !oldGuid) return Promise.resolve(nothingToMerge);
      return source.merge({ code, oldGuid, replay }, { ...call, guid: verification.guid });
    },
  };
}

/** The request that met 409 is kept for one hour only. */
const nothingToMerge: Extract<Outcome, { kind: 'failed' }> = {
  kind: 'failed',
  failure: {
    code: 'OTHER',
    message: message('NOTHING_TO_MERGE'),
    providerCode: null,
    providerMessage: null,
    retryable: false,
  },
};
