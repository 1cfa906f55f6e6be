import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../service/access/caller';
import { type Callers, credentialsOf } from './callers';
import type { ClientAddresses } from './client-addresses';

/** The caller of each HTTP request. It is identified once, and used before the body is read and when it is answered. */
export class RequestCallers {
  readonly #judged = new WeakMap<IncomingMessage, Promise<Caller | null>>();

  constructor(
    private readonly callers: Pick<Callers, 'identify'>,
    private readonly addresses: ClientAddresses,
  ) {}

  /** The address under which limits count the request; null if they do not count it. */
  addressOf({ raw }: Pick<FastifyRequest, 'raw'>): string | null {
    return this.addresses.countable(this.addresses.of(raw));
  }

  /** Rejects with AUTH_UNAVAILABLE when the request's credentials cannot be judged. */
  of({ raw, headers }: Pick<FastifyRequest, 'raw' | 'headers'>): Promise<Caller | null> {
    const known = this.#judged.get(raw);
    if (known) return known;
    const judged = this.callers.identify(credentialsOf(headers), this.addresses.of(raw));
    this.#judged.set(raw, judged);
    return judged;
  }
}
