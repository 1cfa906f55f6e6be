export interface TestClock {
  readonly now: () => Date;
  advance(milliseconds: number): void;
}

/** A clock that only the test moves. */
export function testClock(start = new Date('2026-03-02T01:00:00.000Z')): TestClock {
  let time = start.getTime();
  return {
    now: () => new Date(time),
    advance(milliseconds) {
      time += milliseconds;
    },
  };
}

export interface FailingClock {
  readonly now: () => Date;
  /** Does the work, and has the clock fail from the last look on that this took, should the same be done again. */
  learn(work: () => Promise<unknown>): Promise<void>;
}

/** The machine's clock, until it fails. */
export function failingClock(): FailingClock {
  let looks = 0;
  let allowed = Number.POSITIVE_INFINITY;
  return {
    now() {
      looks += 1;
      if (looks >= allowed) throw new Error('the clock has stopped');
      return new Date();
    },
    async learn(work) {
      looks = 0;
      await work();
      allowed = looks;
      looks = 0;
    },
  };
}
