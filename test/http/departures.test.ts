import { setImmediate as turn } from 'node:timers/promises';
import { Departures } from '../../src/http/departures';

function scene(count: number) {
  const departures = new Departures();
  const ended: number[] = [];
  const leave = Array.from({ length: count }, (_, n) => departures.add(() => ended.push(n)));
  return { departures, ended, leave };
}

describe('the end of open streams', () => {
  it('comes little by little, and to everyone once', async () => {
    const { departures, ended } = scene(1000);
    const all = departures.endAll(2000);
    await turn();
    expect(ended.length).toBeGreaterThan(0);
    expect(ended.length).toBeLessThan(1000);
    await all;
    expect(new Set(ended).size).toBe(1000);
    expect(ended.length).toBe(1000);
  });

  it('does not come to a stream that has ended by itself', async () => {
    const { departures, ended, leave } = scene(3);
    leave[1]?.();
    await departures.endAll(100);
    expect(ended).toEqual([0, 2]);
  });

  it('comes in larger steps where there is little time, and waits for nobody where there is nothing', async () => {
    const { departures, ended } = scene(1000);
    await departures.endAll(10);
    expect(ended.length).toBe(1000);
    await new Departures().endAll(10_000);
  });
});
