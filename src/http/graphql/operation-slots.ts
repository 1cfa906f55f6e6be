import type { GraphQLError } from 'graphql';
import { requestError } from '../../graphql/request-error';
import type { Caller } from '../../service/access/caller';
import { Slots } from '../server/slots';

/**
 * Counts the queries and mutations that each caller has under way. Callers without a token are not counted: everything
 * they can query is in memory and answered at once. Subscriptions are counted for each socket.
 */
export class OperationSlots {
  readonly #slots: Slots;

  constructor(readonly limit: number) {
    this.#slots = new Slots(limit);
  }

  /** Null if the caller already has as many under way as allowed. The returned function gives the slot back, once. */
  take(caller: Caller | null): (() => void) | null {
    return this.#slots.take(caller?.guid ?? null);
  }
}

export function tooManyOperations(limit: number): GraphQLError {
  return requestError(
    'TOO_MANY_OPERATIONS',
    `Operation limit reached: at most ${limit} queries and mutations under way per caller (OPERATIONS_PER_CALLER). Wait for one to end, and send this one again.`,
    { status: 429 },
  );
}
