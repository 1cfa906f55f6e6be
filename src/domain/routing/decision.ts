/**
 * The choice of a method for a case.
 *
 * - question: everything that the choice depends on, stored with it, so that it can be made again.
 * - candidate: a method, and the verdict on it. A candidate that can serve is STANDBY; the first of them is CHOSEN.
 */
import type { AssuranceLevel } from '../assurance/levels';
import type { Message } from '../messages/message';

/** In the order in which they are tried: the first that applies is the verdict. */
export const routingVerdicts = [
  'DISABLED',
  'NOT_ALLOWED',
  'INSUFFICIENT',
  'FACE_AVOIDED',
  'MISSING_EVIDENCE',
  'TRIED',
  'UNAVAILABLE',
  'OVER_BUDGET',
  'STANDBY',
  'CHOSEN',
] as const;
export type RoutingVerdict = (typeof routingVerdicts)[number];

/** Everything that a decision depends on. Holds nothing personal: of evidence, only the names of the fields. */
export interface RoutingQuestion {
  /** Name and version of the routing policy, e.g. campus/3. */
  readonly policy: string;
  readonly purpose: string;
  readonly required: AssuranceLevel;
  /** The methods that purpose and request allow; null: all. */
  readonly allow: readonly string[] | null;
  readonly avoidFace: boolean;
  /** False if a consent to the processing of the face is needed and missing; absent in earlier decisions: true. */
  readonly mayUseFace?: boolean;
  /** In the currency's smallest unit; null: no limit. */
  readonly budget: number | null;
  /** The operator's own order of methods. */
  readonly order: readonly string[];
  /** The methods that are known, in the order of the enum. */
  readonly methods: readonly RoutableMethod[];
  /** Names of the evidence fields that are there. */
  readonly evidence: readonly string[];
  /** Whether the certificate in the evidence is a resident identity card. */
  readonly isResidentCard: boolean;
  /** The attempts of this case so far, oldest first. */
  readonly attempts: readonly PastAttempt[];
  /** False if no method may be asked now: the account has the level already, or a code or password must come first. */
  readonly mayChoose: boolean;
  /** ISO 8601. */
  readonly askedAt: string;
}

/** A method as a decision sees it. */
export interface RoutableMethod {
  readonly method: string;
  /** Whether its provider is set up. */
  readonly enabled: boolean;
  /** False while the circuit breaker for its provider is open. */
  readonly available: boolean;
  /** The level that the assurance policy gives an approval. */
  readonly expected: AssuranceLevel;
  readonly usesFace: boolean;
  /** Whether the verdict comes later. */
  readonly deferred: boolean;
  /** In the currency's smallest unit; null: none is set. */
  readonly price: number | null;
  /** The evidence fields that it needs; null if only its own mutation can start it. */
  readonly needs: readonly string[] | null;
  /** The field that was wrong if an attempt ended WRONG_CREDENTIAL. */
  readonly credential: string | null;
  readonly residentCardOnly: boolean;
  /** Fields whose values are right by themselves, and of no use for this method. */
  readonly unfit: readonly string[];
  /** Whether a limit on attempts at a code or password is reached. */
  readonly limited: boolean;
}

/** The result of an attempt, as far as the next decision is concerned. */
export type AttemptResult =
  /** It certainly did nothing. */
  | 'UNSENT'
  /** It was answered, and without a verdict. */
  | 'NO_VERDICT'
  /** It was sent and not answered. */
  | 'SILENT'
  | 'WRONG_CREDENTIAL'
  | 'REJECTED'
  | 'APPROVED'
  /** It waits for the person or the provider. */
  | 'WAITING'
  /** It ended without an answer: expired, canceled, or held by another account. */
  | 'ENDED';

export interface PastAttempt {
  readonly method: string;
  readonly result: AttemptResult;
  /** In the currency's smallest unit; 0 if nothing was sent. */
  readonly cost: number;
}

export interface RoutingDecision {
  readonly policy: string;
  /** ISO 8601. */
  readonly decidedAt: string;
  readonly chosen: string | null;
  /** The first other method without a face, if the chosen one uses a face. */
  readonly withoutFace: string | null;
  /** Those that can serve, in the order in which they would be tried; then the others. */
  readonly candidates: readonly RoutingCandidate[];
}

export interface RoutingCandidate {
  readonly method: string;
  readonly verdict: RoutingVerdict;
  /** Evidence fields; only with MISSING_EVIDENCE. */
  readonly missing: readonly string[];
  readonly expected: AssuranceLevel;
  readonly usesFace: boolean;
  readonly deferred: boolean;
  readonly price: number | null;
  readonly reason: Message;
}

/** Stands in `missing` for a method that only its own mutation can start. */
export const ownMutation = 'ownMutation';
