import { useQuery } from 'urql';
import {
  type ConsentKind,
  MyConsentsDocument,
  type ShownConsentFragment,
} from '../../generated/operations.ts';
import { failureOf, type RequestFailure } from '../submission.ts';

export interface Consents {
  readonly loading: boolean;
  readonly failure: RequestFailure | null;
  /** The consents of the account that stand for the purpose. */
  readonly live: readonly ShownConsentFragment[];
  has(kind: ConsentKind): boolean;
  again(): void;
}

/** The person's own consents for a purpose. */
export function useConsents(purpose: string): Consents {
  const [{ data, error, fetching }, ask] = useQuery({
    query: MyConsentsDocument,
    requestPolicy: 'network-only',
  });
  const all = data?.verificationViewer.consents.nodes ?? [];
  const live = all.filter((consent) => consent.purpose === purpose && consent.status === 'LIVE');
  return {
    loading: fetching && !data,
    failure: error && !data ? failureOf(error) : null,
    live,
    has: (kind) => live.some((consent) => consent.kind === kind),
    again: () => ask(),
  };
}
