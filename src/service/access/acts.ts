import type { PrivilegedAct, PrivilegedActKind } from '../../storage/acts/contract';
import type { ServiceTools } from '../tools';
import type { Caller } from './caller';

/** The record of something that this caller does now. */
export function actOf(
  { newId, now, requestId }: Pick<ServiceTools, 'newId' | 'now' | 'requestId'>,
  { guid, tokenId, operator }: Caller,
  kind: PrivilegedActKind,
  about: { readonly verificationId?: string; readonly account?: string } = {},
): PrivilegedAct {
  return {
    id: newId(),
    kind,
    at: now(),
    by: operator
      ? { kind: 'commandLine', ...operator }
      : { kind: 'caller', guid, tokenId: tokenId ?? null, requestId: requestId() },
    verificationId: about.verificationId ?? null,
    account: about.account ?? null,
    approvedBy: null,
  };
}
