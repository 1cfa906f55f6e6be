import { useMemo } from 'react';
import { type Client, useQuery } from 'urql';
import {
  type MessageLocale,
  PlanDocument,
  type PlanIdentityVerificationInput,
  type ShownDecisionFragment,
} from '../../generated/operations.ts';
import type { Consents } from '../consents/use-consents.ts';
import { useLocale } from '../language/language.tsx';
import { failureOf, type RequestFailure } from '../submission.ts';

export interface Plan {
  /** Null before the first has come; the last one stays until the next comes. */
  readonly decision: ShownDecisionFragment | null;
  readonly failure: RequestFailure | null;
  again(): void;
}

/**
 * The decision that the service would make, from names of fields alone: nothing is sent to a provider. Asked again when
 * the input or the consents change.
 */
export function usePlan(input: PlanIdentityVerificationInput, { live }: Consents): Plan {
  const locale = useLocale();
  const standing = live.map(({ id }) => id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: other consents, another plan.
  const context = useMemo(() => ({ requestPolicy: 'network-only' as const }), [standing]);
  const [{ data, error }, ask] = useQuery({ query: PlanDocument, variables: { input, locale }, context });
  return {
    decision: data?.planIdentityVerification.decision ?? null,
    failure: error ? failureOf(error) : null,
    again: () => ask(),
  };
}

/** The decision for the form as it is sent; null if it cannot be had. */
export async function planNow(
  client: Client,
  input: PlanIdentityVerificationInput,
  locale: MessageLocale,
): Promise<ShownDecisionFragment | null> {
  const options = { requestPolicy: 'network-only' } as const;
  const { data } = await client.query(PlanDocument, { input, locale }, options);
  return data?.planIdentityVerification.decision ?? null;
}
