import { FollowingEnded, type RealnameClient } from 'realname-subgraph/client';
import {
  FollowShownCaseDocument,
  type MessageLocale,
  type ShownCaseFragment,
} from '../../generated/operations.ts';

export type CaseState =
  | { readonly kind: 'loading' }
  /** Unknown, or another account's. */
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'watched';
      readonly shown: ShownCaseFragment;
      readonly connection: 'live' | 'lost' | 'ended';
    };

/** Reports a case as it stands, and after every change, until `signal` ends it. */
export async function watchCase(
  follower: RealnameClient,
  locale: MessageLocale,
  id: string,
  signal: AbortSignal,
  report: (change: (before: CaseState) => CaseState) => void,
): Promise<void> {
  const tell: typeof report = (change) => {
    if (!signal.aborted) report(change);
  };
  const connectionIs = (connection: 'live' | 'lost' | 'ended') =>
    tell((before) => (before.kind === 'watched' ? { ...before, connection } : before));
  const onLost = (againInMs: number | null) => connectionIs(againInMs === null ? 'live' : 'lost');
  const document = FollowShownCaseDocument;
  try {
    for await (const shown of follower.followCase(id, { document, signal, onLost, variables: { locale } })) {
      tell(() => ({ kind: 'watched', shown, connection: 'live' }));
    }
    connectionIs('ended');
  } catch (cause) {
    if (!(cause instanceof FollowingEnded)) throw cause;
    tell((before) => (before.kind === 'watched' ? { ...before, connection: 'ended' } : { kind: 'absent' }));
  }
}
