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

  describe('the push reader', () => {
    it.each(push.documented)('reads a documented push: $name', ({ body, expected }) => {
      const { outcome, oddities } = pushed(body);

      expect(summary(outcome)).toEqual(summaryOf(expected));
      // A value of an odd form is pointed out by its field alone.
      expect(oddities.filter(({ value }) => value !== null)).toEqual([]);
    });

    it.each(push.undocumented)('decides nothing by $name', ({ body, unnamed }) => {
      const { outcome, oddities } = pushed(body);

      expect(outcome.kind).toBe('undecided');
      expect(oddities.map(({ value }) => value)).toContain(unnamed);
    });

    it('gives a repeated push the same key, and another push another key', () => {
      const bodies = [...push.documented, ...push.undocumented].map(({ body }) => body);
      const keys = bodies.map((body) => pushed(body).key);

      expect(bodies.map((body) => pushed(structuredClone(body)).key)).toEqual(keys);
      expect(new Set(keys).size).toBe(bodies.length);
    });

    it('refuses a malformed push without repeating it', () => {
      for (const body of push.malformed) {
        const reading = read(body);
        expect(reading.kind).toBe('malformed');
        if (reading.kind === 'malformed') expect(reading.reason).not.toMatch(/\d{6}|\p{Script=Han}/u);
      }
    });

    it('acknowledges with the body that the provider expects', () => {
      const reader = make(provider, 'http://127.0.0.1:9').provider.push;

      expect(reader?.acknowledged).toEqual(push.acknowledged);
      expect(reader?.refused('not today')).not.toEqual(push.acknowledged);
    });
  });
}
