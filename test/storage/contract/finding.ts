import { at, change, draft, nothingNew, oneTo, read } from '../samples';
import type { CurrentStore } from '../store-contract';

export function describeFinding(current: CurrentStore): void {
  describe('verifications.find', () => {
    it('returns those that exist, by id', async () => {
      const store = current();
      for (const id of ['v-1', 'v-2', 'v-3']) await store.verifications.create(draft(id));
      const found = await store.verifications.find(['v-3', 'nobody', 'v-1', 'v-3']);
      expect([...found.keys()].sort()).toEqual(['v-1', 'v-3']);
      expect(found.get('v-1')?.id).toBe('v-1');
    });

    it('returns nothing for no ids', async () => {
      expect(await current().verifications.find([])).toEqual(new Map());
    });

    it('accepts as many ids as a page of users may ask for at once', async () => {
      const store = current();
      await store.verifications.create(draft('v-7'));
      const found = await store.verifications.find(oneTo(2000).map((n) => `v-${n}`));
      expect([...found.keys()]).toEqual(['v-7']);
    });
  });

  describe('verifications.findByReference', () => {
    it('finds by ticket or by business sequence, and does not confuse the two', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { references: { rnAuthTicket: 'same' } }));
      await store.verifications.create(draft('v-2', { references: { busiSeq: 'same' } }));
      expect((await store.verifications.findByReference('rnAuthTicket', 'same'))?.id).toBe('v-1');
      expect((await store.verifications.findByReference('busiSeq', 'same'))?.id).toBe('v-2');
      expect(await store.verifications.findByReference('busiSeq', 'other')).toBeNull();
      expect(await store.verifications.findByReference('busiSeq', '')).toBeNull();
    });

    it('returns the newest if a reference repeats', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { createdAt: at(2), references: { busiSeq: 'same' } }));
      await store.verifications.create(draft('v-2', { createdAt: at(1), references: { busiSeq: 'same' } }));
      expect((await store.verifications.findByReference('busiSeq', 'same'))?.id).toBe('v-1');
    });

    it('finds by a reference that a change added', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      await change(
        store,
        'v-1',
        { kind: 'answered', outcome: { kind: 'approved', references: { rnAuthTicket: 'ticket' } } },
        at(1),
      );
      expect((await store.verifications.findByReference('rnAuthTicket', 'ticket'))?.id).toBe('v-1');
    });
  });

  describe('verifications.findByCallbackToken', () => {
    it('finds by the hash of the callback token, also after changes', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { callbackTokenHash: 'hash-1' }));
      await store.verifications.create(draft('v-2', { callbackTokenHash: 'hash-2' }));
      await store.verifications.create(draft('v-3'));
      await change(store, 'v-1', nothingNew, at(1));
      expect(await store.verifications.findByCallbackToken('hash-1')).toEqual(await read(store, 'v-1'));
      expect(await store.verifications.findByCallbackToken('hash-3')).toBeNull();
      expect(await store.verifications.findByCallbackToken('')).toBeNull();
    });
  });

  describe('encryption.fingerprint', () => {
    it('is the same for the same text, different for another, and reveals nothing of it', () => {
      const store = current();
      const print = store.encryption.fingerprint('999999199102030016');
      expect(store.encryption.fingerprint('999999199102030016')).toBe(print);
      expect(store.encryption.fingerprint('999999199102030017')).not.toBe(print);
      expect(print).not.toContain('999999');
      expect(print.length).toBeGreaterThanOrEqual(43);
    });
  });

  describe('database.ping', () => {
    it('resolves while the database can be reached, and rejects when it cannot', async () => {
      const store = current();
      await expect(store.database.ping()).resolves.toBeUndefined();
      await store.close();
      await expect(store.database.ping()).rejects.toThrow();
    });
  });
}
