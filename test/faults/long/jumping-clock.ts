export interface JumpingClock {
  readonly now: () => Date;
  /** Jumps to so many milliseconds ahead of the true time; behind it where that is negative. */
  set(offsetMs: number): void;
  /** Shows the true time, and forgets what it has shown. */
  reset(): void;
  /** Whether it can have shown this time since then. */
  hasShown(time: number): boolean;
}

/** A clock that goes on by itself, as the true one does, and jumps when it is told to. */
export function jumpingClock(): JumpingClock {
  let offset = 0;
  let shown = [{ offset, from: Date.now() }];
  return {
    now: () => new Date(Date.now() + offset),
    set(offsetMs) {
      offset = offsetMs;
      shown.push({ offset, from: Date.now() });
    },
    reset() {
      offset = 0;
      shown = [{ offset, from: Date.now() }];
    },
    hasShown: (time) =>
      shown.some((one, index) => {
        const until = shown[index + 1]?.from ?? Date.now();
        return time >= one.from + one.offset && time <= until + one.offset;
      }),
  };
}
