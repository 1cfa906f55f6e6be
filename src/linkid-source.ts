import type { Config } from './config';
import { checkIdentityNo } from './domain/certificate-number';
import { type Checked, InputChecker, type MethodInput } from './domain/input-check';
import { checkMobileNo, checkName } from './domain/text-check';
import type { Attempt, Method } from './providers/provider';
import { sandboxSourceVerdict } from './sandbox/linkid/source-verdict';
import type { Catalog } from './service/catalog';
import type { ServiceTools } from './service/tools';

/** Who answers when LinkID asks us as its third-party data source (linkid.md, section 四). Null where nobody can. */
export function linkIdSource(config: Config, catalog: Catalog, now: () => Date): ServiceTools['source'] {
  switch (config.linkIdSource.via) {
    case 'yuxin':
      return viaYuxin(catalog, now);
    case 'sandbox':
      return { provider: 'LINKID', method: sandboxMethod(now) };
    case null:
      return null;
  }
}

const description = 'A check that LinkID asks for, with us as its third-party data source.';

/** Yuxin compares name, ID number and phone: LinkID has to send a phone along. */
function viaYuxin(catalog: Catalog, now: () => Date): ServiceTools['source'] {
  const found = catalog.method('MOBILE_OWNER');
  if (!found) return null;
  const { method, provider } = found;
  const check = (parameters: MethodInput): Checked<Attempt> => {
    const person = checkPerson(parameters, now());
    if (!person.ok) return person;
    const phone = new InputChecker(parameters);
    const mobileNo = phone.required('phone', checkMobileNo);
    const checked = phone.finish(() => ({
      idCard: person.value.certNo,
      userName: person.value.name,
      mobileNo,
    }));
    return checked.ok ? method.check(checked.value) : checked;
  };
  return { provider: provider.name, method: { ...method, check } };
}

function sandboxMethod(now: () => Date): Method {
  return {
    name: 'LINKID_PHOTO',
    mutation: 'verifyLinkIdPhoto',
    deferred: false,
    description,
    check(parameters) {
      const person = checkPerson(parameters, now());
      if (!person.ok) return person;
      const { name, certNo } = person.value;
      const attempt: Attempt = {
        subject: { realName: name, certType: 'RESIDENT_ID_CARD', identityNo: certNo },
        send: async () => (sandboxSourceVerdict({ name }) ? { kind: 'approved' } : mismatch),
      };
      return { ok: true, value: attempt };
    },
  };
}

const mismatch = {
  kind: 'rejected',
  failure: {
    code: 'MISMATCH',
    message: 'The data does not belong together.',
    providerCode: null,
    providerMessage: null,
    retryable: false,
  },
} as const;

/** LinkID's certType 1, the resident ID card, is the only one that anybody behind us knows. */
function checkPerson(parameters: MethodInput, today: Date): Checked<{ name: string; certNo: string }> {
  const checker = new InputChecker(parameters);
  const name = checker.required('name', checkName);
  const certNo = checker.required('certNo', (value) => checkIdentityNo(value, today));
  if (String(parameters['certType'] ?? '') !== '1') {
    checker.fault('certType', 'NOT_ALLOWED', 'certType must be 1 (resident ID card).');
  }
  return checker.finish(() => ({ name, certNo }));
}
