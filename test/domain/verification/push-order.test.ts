import fc from 'fast-check';
import { comparePushOrder } from '../../../src/domain/verification/push-order';
import type { PushOrder } from '../../../src/domain/verification/verification';

const base: PushOrder = { time: 1_740_000_000_000, rank: 1, tie: 'k' };

/** Few values of each, so that ties are common. */
const orders = fc.record({
  time: fc.integer({ min: 0, max: 3 }),
  rank: fc.integer({ min: -1, max: 2 }),
  tie: fc.constantFrom('a', 'b', 'ab', '10', '9'),
});

describe('comparePushOrder', () => {
  it('orders by time first, for every pair of ranks', () => {
    expect(comparePushOrder({ ...base, rank: 4 }, { ...base, time: base.time + 1, rank: 0 })).toBeLessThan(0);
  });

  it('orders by rank if the times are equal', () => {
    expect(comparePushOrder({ ...base, rank: 3, tie: 'a' }, { ...base, rank: 2, tie: 'z' })).toBeGreaterThan(
      0,
    );
  });

  it('distinguishes two pushes of the same time and rank', () => {
    expect(comparePushOrder({ ...base, tie: 'a' }, { ...base, tie: 'b' })).toBeLessThan(0);
    expect(comparePushOrder({ ...base, tie: 'b' }, { ...base, tie: 'a' })).toBeGreaterThan(0);
  });

  it('treats only the same push as equal', () => {
    expect(comparePushOrder(base, { ...base })).toBe(0);
  });

  it('is a total order', () => {
    fc.assert(
      fc.property(orders, orders, orders, (a, b, c) => {
        expect(Math.sign(comparePushOrder(a, b))).toBe(0 - Math.sign(comparePushOrder(b, a)));
        const isSame = a.time === b.time && a.rank === b.rank && a.tie === b.tie;
        expect(comparePushOrder(a, b) === 0).toBe(isSame);
        if (comparePushOrder(a, b) < 0 && comparePushOrder(b, c) < 0) {
          expect(comparePushOrder(a, c)).toBeLessThan(0);
        }
      }),
    );
  });
});
