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
  #isRung = false;
  #isClosed = false;
  #resolve: (() => void) | null = null;

  constructor(private readonly leave: () => void) {}

  ring(): void {
    this.#isRung = true;
    this.#resolve?.();
  }

  async next(): Promise<void> {
    if (!this.#isRung && !this.#isClosed) {
      await new Promise<void>((resolve) => {
        this.#resolve = resolve;
      });
      this.#resolve = null;
    }
    this.#isRung = false;
  }

  close(): void {
    this.#isClosed = true;
    this.leave();
    this.#resolve?.();
  }
}
