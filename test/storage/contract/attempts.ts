import { at, oneTo } from '../samples';
import type { CurrentStore } from '../store-contract';

const windowMs = 1000;
const limit = 3;

export function describeAttempts(current: CurrentStore): void {
  const attempt = (target: string, ms: number) =>
    current().takeAttempt(target, { now: at(ms), windowMs, limit });

  describe('takeAttempt', () => {
    it('allows so many tries within the window, and each target has its own', async () => {
      expect(await attempt('a', 0)).toBe(true);
      expect(await attempt('a', 1)).toBe(true);
      expect(await attempt('a', 2)).toBe(true);
      expect(await attempt('a', 3)).toBe(false);
      expect(await attempt('b', 3)).toBe(true);
    });

    it('allows the next one as soon as the oldest has left the window', async () => {
      for (const ms of [0, 10, 20]) await attempt('a', ms);
      expect(await attempt('a', windowMs - 1)).toBe(false);
      expect(await attempt('a', windowMs)).toBe(true);
      expect(await attempt('a', windowMs)).toBe(false);
      expect(await attempt('a', windowMs + 10)).toBe(true);
    });

    it('does not count what it refused', async () => {
      for (const ms of [0, 0, 0]) await attempt('a', ms);
      for (const ms of oneTo(20)) expect(await attempt('a', ms)).toBe(false);
      expect(await attempt('a', windowMs)).toBe(true);
    });

    it('never allows more, however many come at once', async () => {
      const allowed = await Promise.all(oneTo(12).map(() => attempt('a', 5)));
      expect(allowed.filter(Boolean)).toHaveLength(limit);
    });
  });
}
