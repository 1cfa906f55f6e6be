import type { Caller } from '../service/caller';

/** Counts the sockets and streams that each caller holds open; who has no token is known by the address. */
export class CallerSlots {
  readonly #held = new Map<string, number>();

  constructor(readonly limit: number) {}

  /** Null where a caller already holds as many as it may. The returned function gives the slot back, once. */
  take(caller: Caller | null, address: string): (() => void) | null {
    const key = caller ? `caller ${caller.guid}` : `address ${address}`;
    const held = this.#held.get(key) ?? 0;
    if (held >= this.limit) return null;
    this.#held.set(key, held + 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const left = (this.#held.get(key) ?? 1) - 1;
      if (left > 0) this.#held.set(key, left);
      else this.#held.delete(key);
    };
  }
}
