import { at, oneTo } from '../samples';
import type { CurrentStore } from '../store-contract';

const windowMs = 1000;
const limit = 3;

export function describeAttempts(current: CurrentStore): void {
  const take = (target: string, ms: number) =>
    current().attempts.take(target, { now: at(ms), windowMs, limit });
  const attempt = async (target: string, ms: number) => (await take(target, ms)) === null;

  describe('attempts', () => {
    it('allows up to the limit within the window, for each counter', async () => {
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

    it('returns when the next one is allowed', async () => {
      for (const ms of [5, 10, 20]) await take('a', ms);
      expect(await take('a', 30)).toEqual(at(windowMs + 5));
      await take('a', windowMs + 5);
      expect(await take('a', windowMs + 6)).toEqual(at(windowMs + 10));
    });

    it('does not count refused attempts', async () => {
      for (const ms of [0, 0, 0]) await attempt('a', ms);
      for (const ms of oneTo(20)) expect(await attempt('a', ms)).toBe(false);
      expect(await attempt('a', windowMs)).toBe(true);
    });

    it('keeps the times of the attempts it counted, until they are forgotten', async () => {
      for (const ms of [2, 0, 1, 3]) await attempt('a', ms);
      await attempt('b', 4);
      expect(await current().attempts.times('a')).toEqual([at(0), at(1), at(2)]);
      expect(await current().attempts.forget({ now: at(windowMs + 1), windowMs })).toBe(2);
      expect(await current().attempts.times('a')).toEqual([at(2)]);
      expect(await current().attempts.times('nobody')).toEqual([]);
    });

    it('counts all counters or none, each in its own window', async () => {
      const takeAll = (ms: number) =>
        current().attempts.takeAll({
          counters: [
            { name: 'pause', limit: 1, windowMs: 10 },
            { name: 'window', limit: 2 },
          ],
          now: at(ms),
          windowMs,
        });
      expect(await takeAll(0)).toBeNull();
      expect(await takeAll(9)).toEqual(at(10));
      expect(await current().attempts.times('window')).toEqual([at(0)]);
      expect(await takeAll(10)).toBeNull();
      expect(await takeAll(20)).toEqual(at(windowMs));
      expect(await current().attempts.times('pause')).toEqual([at(10)]);
    });

    it('takes back one attempt of a moment, and no other', async () => {
      for (const ms of [1, 2, 2]) await attempt('a', ms);
      const counters = [{ name: 'a', limit }];
      await current().attempts.giveBack({ counters, now: at(2), windowMs });
      expect(await current().attempts.times('a')).toEqual([at(1), at(2)]);
      await current().attempts.giveBack({ counters, now: at(3), windowMs });
      expect(await current().attempts.times('a')).toEqual([at(1), at(2)]);
    });

    it('never exceeds the limit under concurrency', async () => {
      const allowed = await Promise.all(oneTo(12).map(() => attempt('a', 5)));
      expect(allowed.filter(Boolean)).toHaveLength(limit);
    });
  });
}
