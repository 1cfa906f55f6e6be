import type { GraphQLError } from 'graphql';
import { requestError } from '../../graphql/request-error';
import type { Caller } from '../../service/access/caller';
import { Slots } from '../server/slots';

/** Counts the sockets and streams that each caller holds open; a caller without a token is known by the address. */
export class CallerSlots {
  readonly #slots: Slots;

  constructor(readonly limit: number) {
    this.#slots = new Slots(limit);
  }

  /**
   * Null if the caller already holds as many as allowed. The returned function gives the slot back, once. `address` is
   * null if limits do not count it.
   */
  take(caller: Caller | null, address: string | null): (() => void) | null {
    if (caller) return this.#slots.take(`caller ${caller.guid}`);
    return this.#slots.take(address === null ? null : `address ${address}`);
  }
}

/** Short enough for the reason of a close frame, which has room for 123 bytes. */
export function connectionLimitReached(limit: number): string {
  return `Connection limit reached: at most ${limit} open sockets and streams per caller (SOCKETS_PER_CALLER).`;
}

export function tooManyConnections(limit: number): GraphQLError {
  return requestError('TOO_MANY_CONNECTIONS', connectionLimitReached(limit), { status: 429 });
}
