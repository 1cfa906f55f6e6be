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
