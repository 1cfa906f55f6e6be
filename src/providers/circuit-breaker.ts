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
import type { CircuitBreakerSettings } from './provider';
import type { ProviderResponse } from './provider-response';

/**
 * Confines a provider's faults to its own callers: a circuit breaker that opens after repeated failures, and a limit on
 * concurrent calls. A call that it rejects was not sent.
 */
export class CircuitBreaker {
  readonly #breaker: CircuitBreakerPolicy;
  readonly #bulkhead: BulkheadPolicy;

  #isOpen = false;
  #openedAt = 0;

  /** `onChange` is called when the circuit breaker opens and when it closes; a failed probe in between is no change. */
  constructor(
    private readonly settings: CircuitBreakerSettings,
    onChange: (isOpen: boolean) => void,
  ) {
    this.#breaker = circuitBreaker(
      handleWhenResult((result) => isTrouble(result as ProviderResponse)),
      { halfOpenAfter: settings.pauseMs, breaker: new ConsecutiveBreaker(settings.failures) },
    );
    const become = (isOpen: boolean) => {
      if (this.#isOpen === isOpen) return;
      this.#isOpen = isOpen;
      onChange(isOpen);
    };
    this.#breaker.onBreak(() => {
      this.#openedAt = Date.now();
      become(true);
    });
    this.#breaker.onReset(() => become(false));
    this.#bulkhead = bulkhead(settings.concurrency, 0);
  }

  /**
   * False while a call would be rejected. True again after the pause, even if there was no call since: otherwise a
   * provider that is only called while it is available would never be called again.
   */
  get isAvailable(): boolean {
    const { state } = this.#breaker;
    return state !== CircuitState.Open || Date.now() - this.#openedAt >= this.settings.pauseMs;
  }

  async run(exchange: () => Promise<ProviderResponse>): Promise<ProviderResponse> {
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

function isTrouble(answer: ProviderResponse): boolean {
  return answer.kind === 'silent' && answer.reason !== 'too-large';
}
