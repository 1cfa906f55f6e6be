import type { PushReading } from '../../../src/providers/provider';
import type { ProviderCase, PushCase } from './cases';
import { summary, summaryOf } from './expected';
import { make } from './harness';

/** The reading of pushes, which is pure. */
export function describePush(provider: ProviderCase, push: PushCase): void {
  const receivedAt = new Date('2030-05-06T07:08:10Z');
  const read = (body: unknown): PushReading => {
    const reader = make(provider, 'http://127.0.0.1:9').provider.push;
    if (!reader) throw new Error('nothing is pushed');
    return reader.read(body, receivedAt);
  };
  const pushed = (body: unknown) => {
    const reading = read(body);
    if (reading.kind !== 'push') throw new Error(`it is ${reading.reason}`);
    return reading;
  };

  describe('what it pushes', () => {
    it.each(push.documented)('reads as documented: $name', ({ body, expected }) => {
      const { outcome, unnamed } = pushed(body);

      expect(summary(outcome)).toEqual(summaryOf(expected));
      expect(unnamed).toBeUndefined();
    });

    it.each(push.undocumented)('decides nothing by $name', ({ body, unnamed }) => {
      expect(pushed(body)).toMatchObject({ outcome: { kind: 'undecided' }, unnamed });
    });

    it('has the same key when it comes again, and another when it is another', () => {
      const bodies = [...push.documented, ...push.undocumented].map(({ body }) => body);
      const keys = bodies.map((body) => pushed(body).key);

      expect(bodies.map((body) => pushed(structuredClone(body)).key)).toEqual(keys);
      expect(new Set(keys).size).toBe(bodies.length);
    });

    it('is refused without a word of it where it is malformed', () => {
      for (const body of push.malformed) {
        const reading = read(body);
        expect(reading.kind).toBe('malformed');
        if (reading.kind === 'malformed') expect(reading.reason).not.toMatch(/\d{6}|\p{Script=Han}/u);
      }
    });

    it('is acknowledged with the one body that the provider takes', () => {
      const reader = make(provider, 'http://127.0.0.1:9').provider.push;

      expect(reader?.acknowledged).toEqual(push.acknowledged);
      expect(reader?.refused('not today')).not.toEqual(push.acknowledged);
    });
  });
}
