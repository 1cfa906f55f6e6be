import { at, draft, happens } from '../samples';
import type { CurrentStore } from '../store-contract';

/** A process can end between a redaction and the end of its key. */
export function describeDestruction(current: CurrentStore): void {
  describe('undestroyed', () => {
    it('finds a redacted verification until its key is destroyed', async () => {
      await current().create(draft('v-1'));
      await current().create(draft('v-2'));
      expect(await current().undestroyed(10)).toEqual([]);

      await current().change('v-1', happens({ kind: 'redacted' }, at(1)));
      expect(await current().undestroyed(10)).toEqual(['v-1']);

      await current().destroyRedacted(['v-1']);
      expect(await current().undestroyed(10)).toEqual([]);
      const left = (await current().find(['v-2'])).get('v-2');
      expect(left?.personal.subject?.reveal()).toBeDefined();
    });

    it('may be destroyed again, as after a crash, and what is left stays readable', async () => {
      await current().create(draft('v-1'));
      await current().create(draft('v-2'));
      await current().change('v-1', happens({ kind: 'redacted' }, at(1)));
      await current().destroyRedacted(['v-1']);
      await current().destroyRedacted(['v-1']);
      const left = (await current().find(['v-2'])).get('v-2');
      expect(left?.personal.subject?.reveal()).toBeDefined();
    });
  });
}
