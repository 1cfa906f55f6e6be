import {
  FollowCaseDocument,
  type FollowCaseSubscription,
  type FollowedCaseFragment,
} from '../generated/operations.ts';
import { type Print, type TypedDocument, textOf } from './document.ts';
import { type FollowOptions, follow } from './follow.ts';
import type { Transport } from './transport.ts';

/** The fields that a case must select at least. */
export interface LeastCase {
  readonly version: number;
  readonly status: string;
}

/** Any subscription to `identityCaseUpdated`, with any other selection. */
export type CaseSubscription<Case extends LeastCase> = TypedDocument<
  { readonly identityCaseUpdated: Case },
  // The variables besides id and sinceVersion are in FollowOptions.
  never
>;

export interface FollowCaseOptions<Case extends LeastCase> extends FollowOptions {
  /** Default: FollowCaseDocument. */
  readonly document?: CaseSubscription<Case>;
}

/**
 * A case as it stands now, then after every change, never an older version after a newer one and none twice. After a
 * lost connection only the newest version comes, because a case is a state: what it was in between is in `decisions`.
 * ACHIEVED and NOT_ACHIEVED do not end it, because a second inspection may still change them; CANCELED does.
 */
export function followCase<Case extends LeastCase = FollowedCaseFragment>(
  transport: Transport,
  id: string,
  { document, ...options }: FollowCaseOptions<Case> = {},
  print?: Print,
): AsyncGenerator<Case, void, undefined> {
  const usual = FollowCaseDocument as TypedDocument<FollowCaseSubscription, never>;
  const subscription = {
    query: textOf(document ?? usual, print),
    id,
    itemOf: ({ identityCaseUpdated }: { readonly identityCaseUpdated: Case }) => identityCaseUpdated,
    withoutGaps: false,
    isLast: ({ status }: Case) => status === 'CANCELED',
  };
  return follow(transport, subscription, options);
}
