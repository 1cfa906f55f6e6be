import type { Verification } from '../../domain/verification/verification';
import { refused } from './submission';

/** The request that met 409 is kept for one hour; without it there is nothing to repeat. */
export function isMergeable({ status, personal }: Verification): boolean {
  return (
    status === 'CONFLICT' && personal.replay !== undefined && personal.holder?.reveal().mergeable === true
  );
}

export const notMergeable = refused(['verificationId'], 'WRONG_STATE', 'NOT_MERGEABLE');
