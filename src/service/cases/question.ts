import { resultOf } from '../../domain/routing/after-attempt';
import type { CaseAttempt, IdentityCase } from '../../domain/routing/case';
import type { PastAttempt, RoutableMethod, RoutingQuestion } from '../../domain/routing/decision';
import type { Purpose } from '../../domain/routing/policy';
import { routableOf } from '../../domain/routing/policy-table';
import type { Verification } from '../../domain/verification/verification';
import type { OfferedMethod } from '../catalog';
import type { ServiceTools } from '../tools';

/** The terms of a decision, besides the state of the deployment. */
export interface Need extends Pick<IdentityCase, 'purpose' | 'required' | 'avoidFace' | 'allow'> {
  /** Names of the evidence fields that are there. */
  readonly evidence: readonly string[];
  readonly isResidentCard: boolean;
  readonly attempts: readonly PastAttempt[];
  readonly mayChoose: boolean;
  /** False without the consent that a face needs. */
  readonly mayUseFace: boolean;
}

/** The findings of the methods' checks, by the method's name. */
export interface Obstacles {
  /** Evidence fields that are of no use for the method. */
  readonly unfit: ReadonlyMap<string, readonly string[]>;
  /** Methods for which there were too many attempts. */
  readonly limited: ReadonlySet<string>;
}

export const noObstacles: Obstacles = { unfit: new Map(), limited: new Set() };

/** The question with everything that its decision depends on. */
export function questionFor(
  { catalog, settings, now }: ServiceTools,
  purpose: Purpose,
  need: Need,
  obstacles: Obstacles,
): RoutingQuestion {
  const { routing } = settings;
  return {
    policy: routing.name,
    purpose: need.purpose,
    required: need.required,
    allow: bothAllow(purpose.allow, need.allow),
    avoidFace: need.avoidFace,
    ...(!need.mayUseFace && { mayUseFace: false }),
    budget: purpose.budget,
    order: routing.order,
    methods: catalog.offered().map((method) => routable(method, settings, obstacles)),
    evidence: need.evidence,
    isResidentCard: need.isResidentCard,
    attempts: need.attempts,
    mayChoose: need.mayChoose,
    askedAt: now().toISOString(),
  };
}

/** An attempt of a case as its next decision sees it. */
export function pastAttempt(
  { catalog }: Pick<ServiceTools, 'catalog'>,
  { method, price }: CaseAttempt,
  verification: Verification | undefined,
): PastAttempt {
  // A case knows its attempts; one that cannot be found is taken for sent, so that it is paid and not repeated.
  const result = verification ? resultOf(verification, credentialOf(catalog, method)) : 'SILENT';
  return { method, result, cost: result === 'UNSENT' ? 0 : (price ?? 0) };
}

export function credentialOf(catalog: ServiceTools['catalog'], method: string): string | null {
  return catalog.method(method)?.method.evidence?.credential ?? null;
}

function routable(
  method: OfferedMethod,
  { routing, assurance }: ServiceTools['settings'],
  { unfit, limited }: Obstacles,
): RoutableMethod {
  const { name, enabled, available } = method;
  return {
    ...routableOf(method, routing, assurance.policy),
    enabled,
    available,
    unfit: unfit.get(name) ?? [],
    limited: limited.has(name),
  };
}

function bothAllow(
  purpose: readonly string[] | null,
  request: readonly string[] | null,
): readonly string[] | null {
  if (purpose === null || request === null) return purpose ?? request;
  return purpose.filter((method) => request.includes(method));
}
