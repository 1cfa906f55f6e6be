/** Counts what is open at the moment under a name, such as a caller or an address. */
export class Slots {
  readonly #held = new Map<string, number>();

  constructor(readonly limit: number) {}

  /**
   * Null if as many as allowed are open under that name. The returned function gives the slot back, once. Nothing is
   * counted without a name.
   */
  take(name: string | null): (() => void) | null {
    if (name === null) return () => {};
    const held = this.#held.get(name) ?? 0;
    if (held >= this.limit) return null;
    this.#held.set(name, held + 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const left = (this.#held.get(name) ?? 1) - 1;
      if (left > 0) this.#held.set(name, left);
      else this.#held.delete(name);
    };
  }
}
