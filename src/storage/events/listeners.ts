import type { CommittedChange } from '../dialect';
import type { ChangeFeed, ChangeTopic, Wake } from './contract';

/** The listeners of this process. */
export class Listeners implements ChangeFeed {
  readonly #listeners = new Map<string, Set<Listener>>();

  /** True while there are none that the event table would have to be searched for. */
  get isIdle(): boolean {
    const unsearched = [keys.committed, keys.destinations].filter((key) => this.#listeners.has(key));
    return this.#listeners.size === unsearched.length;
  }

  listen(topic: ChangeTopic): Wake {
    const key = keyOf(topic);
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners);
    const wake = new Listener(() => {
      listeners.delete(wake);
      if (listeners.size === 0 && this.#listeners.get(key) === listeners) this.#listeners.delete(key);
    });
    listeners.add(wake);
    return wake;
  }

  /** The cases that are listened to. */
  get caseIds(): readonly string[] {
    const ids: string[] = [];
    for (const key of this.#listeners.keys()) {
      if (key.startsWith(casePrefix)) ids.push(key.slice(casePrefix.length));
    }
    return ids;
  }

  /** The id is that of a verification or of a case: both are UUIDs, and never meet. */
  announce({ id, guid }: CommittedChange): void {
    this.#ring(verificationKey(id));
    this.#ring(caseKey(id));
    if (guid !== null) this.#ring(accountKey(guid));
  }

  /** This process has committed an event. */
  announceCommitted(): void {
    this.#ring(keys.committed);
  }

  /** Events have got their places in the feed. */
  announcePlaced(): void {
    this.#ring(keys.placed);
  }

  /** The settings of a destination have changed. */
  announceDestinations(): void {
    this.#ring(keys.destinations);
  }

  wakeAll(): void {
    for (const key of this.#listeners.keys()) this.#ring(key);
  }

  #ring(key: string): void {
    for (const listener of this.#listeners.get(key) ?? []) listener.ring();
  }
}

const keys = { committed: 'all:committed', placed: 'all:placed', destinations: 'all:destinations' } as const;

function keyOf(topic: ChangeTopic): string {
  if ('all' in topic) return keys[topic.all];
  if ('guid' in topic) return accountKey(topic.guid);
  return 'caseId' in topic ? caseKey(topic.caseId) : verificationKey(topic.verificationId);
}

function accountKey(guid: string): string {
  return `account:${guid}`;
}

function verificationKey(id: string): string {
  return `verification:${id}`;
}

const casePrefix = 'case:';

function caseKey(id: string): string {
  return `${casePrefix}${id}`;
}

class Listener implements Wake {
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
