import { always, holdsAt, spanAround } from '../../../src/domain/assurance/span';
import { approved, dayMs, daysBefore, now, rules } from './evidence';

const at = (days: number) => now.getTime() + days * dayMs;

describe('spanAround', () => {
  it('ends when the next approval lapses, and begins when the last one did', () => {
    const all = [
      approved('MOBILE', { decidedAt: daysBefore(370) }),
      approved('MOBILE', { decidedAt: daysBefore(300) }),
      approved('MOBILE_OWNER', { decidedAt: daysBefore(100) }),
    ];
    expect(spanAround(all, rules, now)).toEqual({ from: at(-5), until: at(65) });
    expect(spanAround(all, rules, new Date(at(65)))).toEqual({ from: at(65), until: at(265) });
    expect(spanAround(all, rules, new Date(at(-5) - 1))).toEqual({ from: always.from, until: at(-5) });
  });

  it('is all of time if nothing lapses, or nothing was approved', () => {
    const rejected = approved('MOBILE', { status: 'REJECTED' });
    expect(spanAround([approved('IMPORT'), rejected], rules, now)).toEqual(always);
  });
});

test('a span holds from its first moment until just before its end', () => {
  const span = { from: at(0), until: at(1) };
  const held = [at(0) - 1, at(0), at(1) - 1, at(1)].filter((moment) => holdsAt(span, new Date(moment)));
  expect(held).toEqual([at(0), at(1) - 1]);
});
