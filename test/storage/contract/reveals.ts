import { at, draft } from '../samples';
import type { CurrentStore } from '../store-contract';

export function describeReveals(current: CurrentStore): void {
  describe('reveals', () => {
    it('are who was shown each verification, and why, oldest first', async () => {
      const store = current();
      await store.create(draft('v-1'));
      await store.create(draft('v-2'));
      const late = { verificationId: 'v-1', caller: 'staff-1', purpose: 'a complaint', at: at(20) };
      const early = { verificationId: 'v-1', caller: 'staff-2', purpose: 'a request', at: at(10) };
      const other = { verificationId: 'v-2', caller: 'staff-1', purpose: 'a complaint', at: at(5) };
      for (const reveal of [late, early, other]) await store.recordReveal(reveal);
      const reveals = await store.reveals(['v-1', 'v-3']);
      expect(reveals.get('v-1')).toEqual([early, late]);
      expect(reveals.get('v-2')).toBeUndefined();
      expect(reveals.get('v-3') ?? []).toEqual([]);
      expect(await store.reveals([])).toEqual(new Map());
    });

    it('are counted each time', async () => {
      const store = current();
      const reveal = { verificationId: 'v-1', caller: 'staff-1', purpose: 'a complaint', at: at(1) };
      await store.recordReveal(reveal);
      await store.recordReveal(reveal);
      expect((await store.reveals(['v-1'])).get('v-1')).toEqual([reveal, reveal]);
    });
  });
}
