import type { IdentityEvidence, PersonBinding, ResultChannel } from './assurance';
import type { AssuranceLevel } from './levels';

/** The evidence that an approval by one method is worth. */
export interface MethodEvidence {
  readonly identity: IdentityEvidence;
  readonly binding: PersonBinding;
  readonly channel: ResultChannel;
  readonly level: AssuranceLevel;
  /** Days from the decision until the level lapses; null if it does not lapse by time alone. */
  readonly validDays: number | null;
  /** Whether the level lapses with the certificate, if the provider says when that ends. */
  readonly endsWithCertificate: boolean;
}

export interface AssurancePolicy {
  /** As Assurance.policy shows it: name/version. */
  readonly name: string;
  readonly methods: Readonly<Record<string, MethodEvidence>>;
}

/** The one table of what each method proves. A method that is not in it proves nothing. */
export const defaultPolicy: AssurancePolicy = {
  name: 'default/1',
  methods: {
    // A code that was sent to a phone: the number can be reached, and no name is known.
    MOBILE: proves('CONTACT', 'NONE', 'POSSESSION', 'AUTHENTICATED', { validDays: 365 }),
    // A school's records confirm the name; nothing shows that the person is the one in the records.
    IMPORT: proves('LOW', 'MATCHED', 'NONE', 'AUTHENTICATED'),
    WHITELIST: proves('LOW', 'MATCHED', 'NONE', 'AUTHENTICATED'),
    RELATION: proves('LOW', 'MATCHED', 'NONE', 'AUTHENTICATED'),
    ECARD: proves('LOW', 'MATCHED', 'POSSESSION', 'AUTHENTICATED'),
    // Phone numbers change hands.
    MOBILE_OWNER: proves('LOW', 'MATCHED', 'NONE', 'AUTHENTICATED', { validDays: 365 }),
    // Decided by a redirect, about an account that the caller named.
    LINKID_APP: proves('CONTACT', 'CLAIMED', 'NONE', 'REDIRECT'),
    LINKID_PHOTO: proves('SUBSTANTIAL', 'MATCHED', 'FACE', 'AUTHENTICATED'),
    // The strongest evidence there is, over a channel that anyone who learns the address can write to.
    ONENET_PAGE: proves('SUBSTANTIAL', 'AUTHORITATIVE', 'LIVE_FACE', 'UNSIGNED_PUSH', {
      endsWithCertificate: true,
    }),
    LINKID_PAGE: proves('HIGH', 'MATCHED', 'LIVE_FACE', 'AUTHENTICATED'),
    WECHAT_FACE: proves('HIGH', 'MATCHED', 'LIVE_FACE', 'AUTHENTICATED'),
    UNIONPAY_FACE: proves('HIGH', 'MATCHED', 'LIVE_FACE', 'AUTHENTICATED'),
  },
};

/** An approval by staff, whatever the method was; no policy changes it. */
export const staffEvidence: MethodEvidence = proves('LOW', 'CLAIMED', 'NONE', 'AUTHENTICATED');

const noEvidence: MethodEvidence = proves('NONE', 'NONE', 'NONE', 'NONE');

export function evidenceOf(policy: AssurancePolicy, method: string): MethodEvidence {
  return policy.methods[method] ?? noEvidence;
}

/** The policy, extended by methods that it does not know: each with the evidence that it declares itself (`proves`). */
export function policyWith(
  policy: AssurancePolicy,
  methods: readonly { readonly name: string; readonly proves?: MethodEvidence }[],
): AssurancePolicy {
  const declared = methods.flatMap(({ name, proves }) => (proves ? [[name, proves] as const] : []));
  return { ...policy, methods: { ...Object.fromEntries(declared), ...policy.methods } };
}

/** A change of one method by a policy file. */
export interface MethodChange {
  readonly level?: AssuranceLevel | undefined;
  readonly validDays?: number | undefined;
}

/** The default policy under another name, with other levels and days of the methods that `changes` names. */
export function changedPolicy(
  name: string,
  version: string,
  changes: Readonly<Record<string, MethodChange | undefined>>,
): AssurancePolicy {
  const methods = Object.entries(defaultPolicy.methods).map(([method, usual]): [string, MethodEvidence] => {
    const { level = usual.level, validDays = usual.validDays } = changes[method] ?? {};
    return [method, { ...usual, level, validDays }];
  });
  return { name: `${name}/${version}`, methods: Object.fromEntries(methods) };
}

function proves(
  level: AssuranceLevel,
  identity: IdentityEvidence,
  binding: PersonBinding,
  channel: ResultChannel,
  ends: Partial<Pick<MethodEvidence, 'validDays' | 'endsWithCertificate'>> = {},
): MethodEvidence {
  return { identity, binding, channel, level, validDays: null, endsWithCertificate: false, ...ends };
}
