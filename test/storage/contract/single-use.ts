import type { Verification } from '../../../src/domain/verification/verification';
import type { SingleUseReference } from '../../../src/storage/verifications/contract';
import { at, draft, happens, nothingNew, read } from '../samples';
import type { CurrentStore } from '../store-contract';

const singleUse = (verification: Verification): readonly SingleUseReference[] =>
  Object.entries(verification.references).map(([name, value]) => ({
    name,
    value,
    hash: `hash of ${value}`,
  }));

const brings = (value: string) => happens({ kind: 'returned', references: { at: value } }, at(1));

export function describeSingleUse(current: CurrentStore): void {
  describe('[2] a single-use reference', () => {
    beforeEach(async () => {
      await current().verifications.create(draft('v-1'));
      await current().verifications.create(draft('v-2'));
    });

    it('changes nothing when it is used for another verification', async () => {
      const store = current();
      await store.verifications.change('v-1', brings('at-1'), { singleUse });
      const before = await read(store, 'v-2');

      expect(await store.verifications.change('v-2', brings('at-1'), { singleUse })).toEqual({
        kind: 'servesAnother',
        verification: before,
      });
      expect(await read(store, 'v-2')).toEqual(before);
      expect(await store.verifications.change('v-1', brings('at-1'), { singleUse })).toMatchObject({
        kind: 'changed',
      });
    });

    it('is claimed by one of two concurrent verifications', async () => {
      const store = current();
      const changed = await Promise.all(
        ['v-1', 'v-2'].map((id) => store.verifications.change(id, brings('at-1'), { singleUse })),
      );

      expect(changed.map((one) => one?.kind).sort()).toEqual(['changed', 'servesAnother']);
    });

    it('stays claimed after redaction of its verification, also if it was stored without a claim', async () => {
      const store = current();
      await store.verifications.change('v-1', brings('at-1'));
      expect(await store.verifications.change('v-2', brings('at-1'), { singleUse })).toMatchObject({
        kind: 'servesAnother',
      });
      await store.verifications.change('v-1', happens({ kind: 'redacted' }, at(2)), { singleUse });
      expect((await read(store, 'v-1')).references).toEqual({});

      expect(await store.verifications.change('v-2', brings('at-1'), { singleUse })).toMatchObject({
        kind: 'servesAnother',
      });
    });

    it('stored twice before claims existed prevents no change of either verification', async () => {
      const store = current();
      for (const id of ['v-1', 'v-2']) await store.verifications.change(id, brings('at-1'));

      for (const id of ['v-1', 'v-2']) {
        expect(await store.verifications.change(id, happens(nothingNew, at(2)), { singleUse })).toMatchObject(
          {
            kind: 'changed',
          },
        );
      }
    });
  });
}
