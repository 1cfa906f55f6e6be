/** Chance that can be repeated: mulberry32, seeded with a number and a name. */
export class Random {
  #state: number;

  constructor(
    readonly seed: number,
    name: string,
  ) {
    this.#state = seed | 0;
    for (const character of name) this.#state = Math.imul(this.#state ^ character.charCodeAt(0), 0x01000193);
  }

  /** From 0, included, to 1, excluded. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number between the two, both included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  pick<Thing>(things: readonly Thing[]): Thing {
    const thing = things[this.int(0, things.length - 1)];
    if (thing === undefined) throw new Error('There is nothing to pick from.');
    return thing;
  }

  /** True with that probability. */
  happens(probability: number): boolean {
    return this.next() < probability;
  }

  /** The same things in another order. */
  shuffle<Thing>(things: readonly Thing[]): Thing[] {
    return things
      .map((thing) => ({ thing, at: this.next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ thing }) => thing);
  }
}

/** FAULT_SEED, or a random one. */
export function seedOfRun(): number {
  const given = Number(process.env['FAULT_SEED']);
  return Number.isInteger(given) && given > 0 ? given : Date.now() % 1_000_000_000;
}
