import { LRUCache } from 'lru-cache';
import type { AttemptLimits } from '../../service/tools';

interface Counted {
  count: number;
  readonly until: number;
}

/** More senders than this share the memory of the most recent ones. */
const maxSenders = 10_000;

/**
 * Counts the requests of each sender to unknown callback addresses. In memory: refusing one must not need the database,
 * and a count that is lost with the process opens no address.
 */
export class UnknownAddresses {
  readonly #counted = new LRUCache<string, Counted>({ max: maxSenders });

  constructor(
    private readonly limits: Pick<AttemptLimits, 'perAddress' | 'windowMs'>,
    private readonly now: () => Date,
  ) {}

  /** The status of the answer: 404, and 429 to a sender that sent too many. `sender` is null if it is not counted. */
  statusFor(sender: string | null): 404 | 429 {
    if (sender === null) return 404;
    const now = this.now().getTime();
    const before = this.#counted.get(sender);
    const counted = before && before.until > now ? before : { count: 0, until: now + this.limits.windowMs };
    counted.count += 1;
    this.#counted.set(sender, counted);
    return counted.count > this.limits.perAddress ? 429 : 404;
  }
}
