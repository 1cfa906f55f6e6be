import type { CommittedChange, StoreChangeFeed } from './dialect';
import type { ChangeTopic, Wake } from './store';

/** Wakes the listeners of this process. */
export class LocalChangeFeed implements StoreChangeFeed {
  readonly #listeners = new Map<string, Set<LocalWake>>();

  /** True while nobody listens. */
  get isIdle(): boolean {
    return this.#listeners.size === 0;
  }

  listen(topic: ChangeTopic): Wake {
    const key = 'guid' in topic ? accountKey(topic.guid) : verificationKey(topic.verificationId);
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners);
    const wake = new LocalWake(() => {
      listeners.delete(wake);
      if (listeners.size === 0 && this.#listeners.get(key) === listeners) this.#listeners.delete(key);
    });
    listeners.add(wake);
    return wake;
  }

  announce({ id, guid }: CommittedChange): void {
    this.#ring(verificationKey(id));
    if (guid !== null) this.#ring(accountKey(guid));
  }

  wakeAll(): void {
    for (const key of this.#listeners.keys()) this.#ring(key);
  }

  async close(): Promise<void> {}

  #ring(key: string): void {
    for (const listener of this.#listeners.get(key) ?? []) listener.ring();
  }
}

function accountKey(guid: string): string {
  return `account:${guid}`;
}

function verificationKey(id: string): string {
  return `verification:${id}`;
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
        const wakeUp = () => {
          signal.removeEventListener('abort', wakeUp);
          resolve();
        };
        this.#resolve = wakeUp;
        signal.addEventListener('abort', wakeUp);
      });
      this.#resolve = null;
    }
    this.#rung = false;
  }
}
