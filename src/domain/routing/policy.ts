import type { AssuranceLevel } from '../assurance/levels';

/** The kinds of consent that a purpose can need. The consent of a guardian goes by age, whatever the purpose is. */
export const purposeConsents = ['GENERAL', 'SEPARATE'] as const;
export type PurposeConsent = (typeof purposeConsents)[number];

/** A reason for which persons are verified, and the terms of it. */
export interface Purpose {
  /** The level that the account must reach. */
  readonly level: AssuranceLevel;
  /** The only methods that may serve it; null allows all. */
  readonly allow: readonly string[] | null;
  /** The most that one case may cost, in the currency's smallest unit; null: no limit. */
  readonly budget: number | null;
  /** The most attempts that one case may make. */
  readonly maxAttempts: number;
  /** Whether another method is asked after one rejected the person. */
  readonly secondOpinion: boolean;
  /** The consents that the purpose needs; with CONSENT=enforce nothing is sent without them. */
  readonly consent: readonly PurposeConsent[];
  /** How long a case waits, in milliseconds; null: PENDING_TTL_SECONDS. */
  readonly ttlMs: number | null;
}

/** How a deployment chooses between methods (docs/routing.md). */
export interface RoutingPolicy {
  /** As RoutingDecision.policy shows it: name/version. */
  readonly name: string;
  /** By the purpose's name; `default` is always one of them. */
  readonly purposes: Readonly<Record<string, Purpose>>;
  /** The price of one attempt by a method, in the currency's smallest unit. */
  readonly prices: Readonly<Record<string, number>>;
  /** The operator's own order, for methods that are equal otherwise. It may name only some. */
  readonly order: readonly string[];
}

export const defaultPurposeName = 'default';

export const defaultPurpose: Purpose = {
  level: 'LOW',
  allow: null,
  budget: null,
  maxAttempts: 3,
  secondOpinion: false,
  consent: [],
  ttlMs: null,
};

export const defaultRoutingPolicy: RoutingPolicy = {
  name: 'default/1',
  purposes: { [defaultPurposeName]: defaultPurpose },
  prices: {},
  order: [],
};
