import type { Config } from '../config/config';
import { message } from '../domain/messages/message';
import type { Outcome } from '../domain/verification/outcome';
import { checkAsked, checkAskedWithPhone, linkIdSource as wire } from '../providers/linkid/source';
import type { Method, PreparedRequest } from '../providers/provider';
import type { YuxinInputs } from '../providers/yuxin/inputs';
import { sandboxSourceRefusal } from '../sandbox/linkid/source-verdict';
import type { Catalog } from '../service/catalog';
import type { DataSource } from '../service/tools';

/**
 * How we answer LinkID when it asks us as its third-party data source. Null if no method of this deployment can answer.
 */
export function linkIdSource(config: Config, catalog: Catalog, now: () => Date): DataSource | null {
  switch (config.linkIdSource.via) {
    case 'yuxin':
      return viaYuxin(catalog, now);
    case 'sandbox':
      return { wire, provider: wire.asker, method: sandboxMethod(now), environment: 'SANDBOX' };
    case null:
      return null;
  }
}

/** Yuxin compares name, ID number and phone, so LinkID has to send a phone as well. */
function viaYuxin(catalog: Catalog, now: () => Date): DataSource | null {
  const found = catalog.method('MOBILE_OWNER');
  if (!found) return null;
  const { method, provider } = found;
  const check: Method['check'] = (parameters) => {
    const asked = checkAskedWithPhone(parameters, now());
    if (!asked.ok) return asked;
    const { name, certNo, mobileNo } = asked.value;
    const input: YuxinInputs['MOBILE_OWNER'] = { idCard: certNo, userName: name, mobileNo };
    return method.check(input);
  };
  const environment = catalog.environmentOf(provider.name);
  return { wire, provider: provider.name, method: { ...method, check }, environment };
}

function sandboxMethod(now: () => Date): Method {
  return {
    name: 'LINKID_PHOTO',
    summary: 'LinkID asks us',
    mutation: 'verifyLinkIdPhoto',
    deferred: false,
    description: {
      en: 'A check that LinkID asks for, with us as its third-party data source.',
      'zh-CN': 'LinkID 以本服务为第三方数据源发起的核验。',
    },
    check(parameters) {
      const asked = checkAsked(parameters, now());
      if (!asked.ok) return asked;
      const { name, certNo } = asked.value;
      const prepared: PreparedRequest = {
        subject: { realName: name, certType: 'RESIDENT_ID_CARD', identityNo: certNo },
        send: async () => verdictOn(name),
      };
      return { ok: true, value: prepared };
    },
  };
}

function verdictOn(name: string): Outcome {
  const refusal = sandboxSourceRefusal({ name });
  if (refusal === null) return { kind: 'approved' };
  return {
    kind: 'rejected',
    failure: {
      code: 'MISMATCH',
      message: message('DATA_MISMATCH'),
      providerCode: null,
      providerMessage: refusal,
      retryable: false,
    },
  };
}
