import type { Outcome } from '../../../../src/domain/verification/outcome';
import type { Provider, ProviderTools } from '../../../../src/providers/provider';
import { AcmeDataSource, type AcmeSettings } from './data-source';
import { acmeInfo, codeMethod, deskMethod, visitMethod } from './methods';
import { acmePush } from './push';
import { mismatch } from './wire';

const nothingToMerge: Outcome = { kind: 'failed', failure: mismatch };

/** An invented provider that can do everything a provider can: answer, push, be returned from, be asked, merge. */
export function createAcmeProvider(settings: AcmeSettings, tools: ProviderTools): Provider {
  const source = new AcmeDataSource(settings, tools);
  return {
    name: acmeInfo.name,
    methods: [codeMethod(source), visitMethod(source), deskMethod(source, settings.redirectAllowlist)],
    push: acmePush,
    returns: {
      parameters: ['pass'],
      read: (pass) =>
        /^[\w-]{1,40}$/.test(pass)
          ? { ok: true, value: { deskPass: pass } }
          : {
              ok: false,
              code: 'MALFORMED',
              message: {
                en: "pass must be as ACME's redirect brought it.",
                'zh-CN': 'pass 须与 ACME 跳转时带回的一致。',
              },
            },
    },
    query({ references }, { brought }) {
      const pass = brought?.['deskPass'] ?? references['deskPass'];
      const ticket = references['acmeTicket'];
      if (pass !== undefined) {
        return source
          .ask(`/passes/${pass}`)
          .then((outcome): Outcome => ({ ...outcome, askedBy: { deskPass: pass } }));
      }
      return ticket === undefined ? null : source.ask(`/check/${encodeURIComponent(ticket)}`);
    },
    async merge({ personal }, code) {
      const replay = personal.replay?.reveal();
      const account = personal.holder?.reveal().guid;
      return replay !== undefined && account ? source.merge(replay, code, account) : nothingToMerge;
    },
  };
}
