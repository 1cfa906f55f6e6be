import type { AssuranceLevel } from '../assurance/levels';
import { type AssurancePolicy, evidenceOf } from '../assurance/policy';
import { usesFace } from '../consent/face';
import { decide } from './decide';
import { ownMutation, type RoutableMethod } from './decision';
import { type EvidenceUse, evidenceFields } from './evidence';
import type { RoutingPolicy } from './policy';

/** A method for one purpose, if the person could show everything and every provider answered. */
export interface PolicyCell {
  readonly method: string;
  /** The place in which it would be tried, from 1; null if it would not. */
  readonly place: number | null;
  /** A verdict, or ownMutation. */
  readonly verdict: string;
}

export interface PolicyRow {
  readonly purpose: string;
  readonly level: AssuranceLevel;
  /** In the order of the enum. */
  readonly cells: readonly PolicyCell[];
}

interface KnownMethod {
  readonly name: string;
  readonly deferred: boolean;
  readonly evidence?: EvidenceUse;
}

/** The table of purposes and methods that a policy amounts to. */
export function policyTable(
  policy: RoutingPolicy,
  assurance: AssurancePolicy,
  methods: readonly KnownMethod[],
): readonly PolicyRow[] {
  const routable = methods.map((method) => routableOf(method, policy, assurance));
  return Object.entries(policy.purposes).map(([purpose, { level, allow, budget }]) => {
    const { candidates } = decide({
      policy: policy.name,
      purpose,
      required: level,
      allow,
      avoidFace: false,
      budget,
      order: policy.order,
      methods: routable,
      evidence: evidenceFields,
      isResidentCard: true,
      attempts: [],
      mayChoose: false,
      askedAt: new Date(0).toISOString(),
    });
    const cells = methods.map(({ name: method }): PolicyCell => {
      const index = candidates.findIndex((candidate) => candidate.method === method);
      const candidate = candidates[index];
      const verdict = candidate?.missing.includes(ownMutation) ? ownMutation : (candidate?.verdict ?? '');
      return { method, place: verdict === 'STANDBY' ? index + 1 : null, verdict };
    });
    return { purpose, level, cells };
  });
}

/** A method by the policies alone: set up, and available. */
export function routableOf(
  { name, deferred, evidence }: KnownMethod,
  { prices }: RoutingPolicy,
  assurance: AssurancePolicy,
): RoutableMethod {
  const { level } = evidenceOf(assurance, name);
  return {
    method: name,
    enabled: true,
    available: true,
    expected: level,
    usesFace: usesFace(assurance, name),
    deferred,
    price: prices[name] ?? null,
    needs: evidence?.needs ?? null,
    credential: evidence?.credential ?? null,
    residentCardOnly: evidence?.residentCardOnly ?? false,
    unfit: [],
    limited: false,
  };
}
