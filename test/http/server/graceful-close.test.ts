import { setImmediate as turn } from 'node:timers/promises';
import { GracefulClose } from '../../../src/http/server/graceful-close';

function scene(count: number) {
  const gracefulClose = new GracefulClose();
  const ended: number[] = [];
  const leave = Array.from({ length: count }, (_, n) => gracefulClose.add(() => ended.push(n)));
  return { gracefulClose, ended, leave };
}

describe('closing open streams', () => {
  it('happens gradually, and once per stream', async () => {
    const { gracefulClose, ended } = scene(1000);
    const all = gracefulClose.endAll(2000);
    await turn();
    expect(ended.length).toBeGreaterThan(0);
    expect(ended.length).toBeLessThan(1000);
    await all;
    expect(new Set(ended).size).toBe(1000);
    expect(ended.length).toBe(1000);
  });

  it('skips a stream that has ended by itself', async () => {
    const { gracefulClose, ended, leave } = scene(3);
    leave[1]?.();
    await gracefulClose.endAll(100);
    expect(ended).toEqual([0, 2]);
  });

  it('happens in larger steps if time is short, and at once if there are no streams', async () => {
    const { gracefulClose, ended } = scene(1000);
    await gracefulClose.endAll(10);
    expect(ended.length).toBe(1000);
    await new GracefulClose().endAll(10_000);
  });
});
