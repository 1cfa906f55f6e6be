import {
  type BulkheadPolicy,
  bulkhead,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
  isBrokenCircuitError,
  isBulkheadRejectedError,
} from 'cockatiel';
import type { Answer } from './answer';
import type { GuardSettings } from './provider';

/**
 * Keeps a provider's trouble its own: a circuit breaker that opens when the provider is silent again and again, and a
 * limit on calls under way. What it does not let through was not sent.
 */
export class Guard {
  readonly #breaker: CircuitBreakerPolicy;
  readonly #bulkhead: BulkheadPolicy;

  #isOpen = false;

  /** `onChange` is told when nothing is sent any more, and when something is again; a probe that fails is no change. */
  constructor(settings: GuardSettings, onChange: (isOpen: boolean) => void) {
    this.#breaker = circuitBreaker(
      handleWhenResult((result) => isTrouble(result as Answer)),
      { halfOpenAfter: settings.pauseMs, breaker: new ConsecutiveBreaker(settings.failures) },
    );
    const become = (isOpen: boolean) => {
      if (this.#isOpen === isOpen) return;
      this.#isOpen = isOpen;
      onChange(isOpen);
    };
    this.#breaker.onBreak(() => become(true));
    this.#breaker.onReset(() => become(false));
    this.#bulkhead = bulkhead(settings.concurrency, 0);
  }

  /** False while nothing is sent. */
  get isAvailable(): boolean {
    return this.#breaker.state !== CircuitState.Open;
  }

  async run(exchange: () => Promise<Answer>): Promise<Answer> {
    try {
      return await this.#bulkhead.execute(() => this.#breaker.execute(exchange));
    } catch (error) {
      if (isBrokenCircuitError(error) || isBulkheadRejectedError(error)) {
        return { kind: 'silent', reason: 'not-sent' };
      }
      throw error;
    }
  }
}

function isTrouble(answer: Answer): boolean {
  return answer.kind === 'silent' && answer.reason !== 'too-large';
}
