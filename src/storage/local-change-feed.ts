import type { ChangeFeed, ChangeTopic, Wake } from './store';

/** Wakes the listeners of this process. */
export class LocalChangeFeed implements ChangeFeed {
  readonly #listeners = new Map<string, Set<LocalWake>>();

  listen(topic: ChangeTopic): Wake {
    const key = keyOf(topic);
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners);
    const wake = new LocalWake(() => {
      listeners.delete(wake);
      if (listeners.size === 0 && this.#listeners.get(key) === listeners) this.#listeners.delete(key);
    });
    listeners.add(wake);
    return wake;
  }

  wake(topic: ChangeTopic): void {
    for (const listener of this.#listeners.get(keyOf(topic)) ?? []) listener.ring();
  }
}

function keyOf(topic: ChangeTopic): string {
  return 'guid' in topic ? `account:${topic.guid}` : `verification:${topic.verificationId}`;
}

class LocalWake implements Wake {
  #rung = false;
  #resolve: (() => void) | null = null;

  constructor(readonly close: () => void) {}

  ring(): void {
    this.#rung = true;
    this.#resolve?.();
  }

  async next(signal: AbortSignal): Promise<void> {
    if (!this.#rung && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#resolve = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      this.#resolve = null;
    }
    this.#rung = false;
  }
}
