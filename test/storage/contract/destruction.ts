import { Secret } from '../../../src/domain/privacy/secret';
import { openCase, redactCase } from '../../../src/domain/routing/case-transition';
import { at, draft, happens } from '../samples';
import type { CurrentStore } from '../store-contract';
import { blank, waits } from './cases';

/** A process can end between a redaction and the end of its key. */
export function describeDestruction(current: CurrentStore): void {
  describe('retention.undestroyed', () => {
    it('returns a redacted verification until its key is destroyed', async () => {
      await current().verifications.create(draft('v-1'));
      await current().verifications.create(draft('v-2'));
      expect(await current().retention.undestroyed(10)).toEqual([]);

      await current().verifications.change('v-1', happens({ kind: 'redacted' }, at(1)));
      expect(await current().retention.undestroyed(10)).toEqual(['v-1']);

      await current().retention.destroyRedacted(['v-1']);
      expect(await current().retention.undestroyed(10)).toEqual([]);
      const left = (await current().verifications.find(['v-2'])).get('v-2');
      expect(left?.personal.subject?.reveal()).toBeDefined();
    });

    it('returns a redacted case until its key is destroyed', async () => {
      const { cases, retention } = current();
      const kept = Secret.of({ evidence: { name: '柳试一' } });
      for (const id of ['c-1', 'c-2']) {
        await cases.create({ transition: openCase(blank(id, { guid: id }), { ...waits, kept }) });
      }
      expect(await retention.undestroyedCases(10)).toEqual([]);

      await cases.change('c-1', (one) => redactCase(one, at(5)));
      expect(await retention.undestroyedCases(10)).toEqual(['c-1']);

      await retention.destroyRedacted([], ['c-1']);
      expect(await retention.undestroyedCases(10)).toEqual([]);
      expect((await cases.find(['c-2'])).get('c-2')?.kept?.reveal()).toEqual(kept.reveal());
    });

    it('allows the destruction to be repeated, as after a crash, and the rest stays readable', async () => {
      await current().verifications.create(draft('v-1'));
      await current().verifications.create(draft('v-2'));
      await current().verifications.change('v-1', happens({ kind: 'redacted' }, at(1)));
      await current().retention.destroyRedacted(['v-1']);
      await current().retention.destroyRedacted(['v-1']);
      const left = (await current().verifications.find(['v-2'])).get('v-2');
      expect(left?.personal.subject?.reveal()).toBeDefined();
    });
  });
}
