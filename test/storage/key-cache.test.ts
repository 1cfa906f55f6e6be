import { randomBytes } from 'node:crypto';
import { KeyCache } from '../../src/storage/encryption/key-cache';

const minute = 60_000;

afterEach(() => jest.restoreAllMocks());

function filled(count: number, limits: { objects: number; plain: number }) {
  const cache = new KeyCache({ ...limits, ms: minute });
  const keys = Array.from({ length: count }, (_, n) => ({ id: `key-${n}`, bytes: randomBytes(32) }));
  for (const { id, bytes } of keys) cache.add(id, bytes);
  const right = () =>
    keys.map(({ id, bytes }) => {
      const exported = cache.get(id)?.export();
      return exported === undefined ? null : exported.equals(bytes);
    });
  return { cache, keys, right };
}

describe('KeyCache', () => {
  it('returns each key that it has room for, also those of which it has only the bytes', () => {
    const { right } = filled(10, { objects: 2, plain: 10 });
    expect(right()).toEqual(Array(10).fill(true));
  });

  it('forgets the oldest keys first', () => {
    const { right } = filled(10, { objects: 1, plain: 4 });
    expect(right()).toEqual([...Array(6).fill(null), ...Array(4).fill(true)]);
  });

  it('takes the place of a key that is added again, and of a deleted one later', () => {
    const { cache, keys } = filled(3, { objects: 1, plain: 3 });
    const renewed = randomBytes(32);
    cache.add('key-1', renewed);
    cache.delete('key-0');
    expect(cache.get('key-0')).toBeUndefined();
    expect(cache.get('key-1')?.export().equals(renewed)).toBe(true);
    expect(
      cache
        .get('key-2')
        ?.export()
        .equals(keys[2]?.bytes ?? renewed),
    ).toBe(true);
    for (const id of ['a', 'b', 'c']) cache.add(id, renewed);
    expect(['key-1', 'key-2', 'a', 'b', 'c'].map((id) => cache.get(id) !== undefined)).toEqual([
      ...[false, false],
      ...[true, true, true],
    ]);
  });

  it('keeps no key longer than its time, however often it is used', () => {
    const { cache, keys } = filled(4, { objects: 2, plain: 4 });
    const start = performance.now();
    const clock = jest.spyOn(performance, 'now');
    clock.mockReturnValue(start + minute - 2000);
    expect(keys.every(({ id }) => cache.get(id))).toBe(true);
    clock.mockReturnValue(start + minute + 2000);
    expect(keys.some(({ id }) => cache.get(id))).toBe(false);
  });

  it('has no byte of a key that was deleted, or after it is cleared', () => {
    const overwritten = jest.spyOn(Buffer.prototype, 'fill');
    const { cache, keys, right } = filled(4, { objects: 2, plain: 4 });
    overwritten.mockClear();
    cache.delete('key-2');
    expect(overwritten).toHaveBeenCalledTimes(1);
    expect(right()).toEqual([true, true, null, true]);
    cache.clear();
    expect(overwritten).toHaveBeenCalledTimes(2);
    expect(right()).toEqual(Array(4).fill(null));
    cache.add('key-0', keys[0]?.bytes ?? Buffer.alloc(32));
    expect(right()).toEqual([true, null, null, null]);
  });
});
