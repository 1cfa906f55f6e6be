import { checkAllowedUrl } from '../../../../src/domain/input/address-check';
import { InputChecker } from '../../../../src/domain/input/input-check';
import { checkDigits, checkText } from '../../../../src/domain/input/text-check';
import type { SharedSettings } from '../../../../src/providers/entry';
import type { MethodInfo, MethodOf, ProviderInfo } from '../../../../src/providers/provider';
import type { AcmeDataSource } from './data-source';
import type { AcmeInputs } from './inputs';

const code = {
  name: 'ACME_CODE',
  summary: 'ACME: the code on a badge.',
  mutation: 'verifyByAcme',
  deferred: false,
  description: {
    en: 'Needs the number of an ACME badge and the code on it; yields whether they belong together.',
    'zh-CN': '需要 ACME 证章的编号和上面的代码；返回两者是否一致。',
  },
  proves: {
    identity: 'MATCHED',
    binding: 'POSSESSION',
    channel: 'AUTHENTICATED',
    level: 'LOW',
    validDays: null,
    endsWithCertificate: false,
  },
} as const satisfies MethodInfo;

const visit = {
  name: 'ACME_VISIT',
  summary: 'ACME: a visit with the badge; the result is pushed.',
  mutation: 'startAcmeVisit',
  deferred: true,
  description: {
    en: 'Needs the number of an ACME badge; yields the page of an appointment. The result is pushed.',
    'zh-CN': '需要 ACME 证章的编号；返回预约页面，结果由推送给出。',
  },
  address: 'callback',
} as const satisfies MethodInfo;

const desk = {
  name: 'ACME_DESK',
  summary: "ACME: a check at its desk's page, from which the person returns.",
  mutation: 'startAcmeDesk',
  deferred: true,
  description: {
    en: 'Needs the number of an ACME badge; yields the page of a desk, from which the person returns.',
    'zh-CN': '需要 ACME 证章的编号；返回柜台页面，本人从该页面返回。',
  },
  address: 'return',
} as const satisfies MethodInfo;

export const acmeInfo: ProviderInfo = {
  name: 'ACME',
  description: 'ACME, who gives out badges.',
  methods: [code, visit, desk],
  references: { visitNo: 'identifier', acmeTicket: 'credential', deskPass: 'credential' },
};

const badgeCheck = checkText('badge', { maxLength: 20 });

export function codeMethod(source: AcmeDataSource): MethodOf<AcmeInputs, 'ACME_CODE'> {
  return {
    ...code,
    check(input) {
      const checker = new InputChecker(input);
      const badge = checker.required('badge', badgeCheck);
      const given = checker.required('code', checkDigits('code', { min: 4, max: 6 }));
      return checker.finish(() => ({
        subject: { realName: badge },
        attemptTarget: `acme:${badge}`,
        send: () => source.check({ badge, code: given }),
      }));
    },
  };
}

export function visitMethod(source: AcmeDataSource): MethodOf<AcmeInputs, 'ACME_VISIT'> {
  return {
    ...visit,
    check(input) {
      const checker = new InputChecker(input);
      const badge = checker.required('badge', badgeCheck);
      return checker.finish(() => ({
        subject: { realName: badge },
        send: ({ callbackUrl }) => source.arrange('/visits', { badge, notify: callbackUrl?.reveal() }),
      }));
    },
  };
}

export function deskMethod(
  source: AcmeDataSource,
  allowed: SharedSettings['redirectAllowlist'],
): MethodOf<AcmeInputs, 'ACME_DESK'> {
  return {
    ...desk,
    check(input) {
      const checker = new InputChecker(input);
      const badge = checker.required('badge', badgeCheck);
      const returnTo = checker.required('redirectUri', checkAllowedUrl(allowed));
      return checker.finish(() => ({
        subject: { realName: badge },
        returnTo,
        send: ({ callbackUrl }) => source.arrange('/desks', { badge, back: callbackUrl?.reveal() }),
      }));
    },
  };
}
