import { at, change, draft, nothingNew, oneTo, read } from '../samples';
import type { CurrentStore } from '../store-contract';

export function describeFinding(current: CurrentStore): void {
  describe('find', () => {
    it('gives those that exist, by their ids', async () => {
      const store = current();
      for (const id of ['v-1', 'v-2', 'v-3']) await store.create(draft(id));
      const found = await store.find(['v-3', 'nobody', 'v-1', 'v-3']);
      expect([...found.keys()].sort()).toEqual(['v-1', 'v-3']);
      expect(found.get('v-1')?.id).toBe('v-1');
    });

    it('finds nothing for no ids', async () => {
      expect(await current().find([])).toEqual(new Map());
    });

    it('takes as many ids as a page of users may ask for at once', async () => {
      const store = current();
      await store.create(draft('v-7'));
      const found = await store.find(oneTo(2000).map((n) => `v-${n}`));
      expect([...found.keys()]).toEqual(['v-7']);
    });
  });

  describe('findByReference', () => {
    it('finds by the ticket or the business sequence, and not by one in place of the other', async () => {
      const store = current();
      await store.create(draft('v-1', { references: { rnAuthTicket: 'same' } }));
      await store.create(draft('v-2', { references: { busiSeq: 'same' } }));
      expect((await store.findByReference('rnAuthTicket', 'same'))?.id).toBe('v-1');
      expect((await store.findByReference('busiSeq', 'same'))?.id).toBe('v-2');
      expect(await store.findByReference('busiSeq', 'other')).toBeNull();
      expect(await store.findByReference('busiSeq', '')).toBeNull();
    });

    it('means the newest where a reference repeats', async () => {
      const store = current();
      await store.create(draft('v-1', { createdAt: at(2), references: { busiSeq: 'same' } }));
      await store.create(draft('v-2', { createdAt: at(1), references: { busiSeq: 'same' } }));
      expect((await store.findByReference('busiSeq', 'same'))?.id).toBe('v-1');
    });

    it('knows a reference that a change brought', async () => {
      const store = current();
      await store.create(draft('v-1'));
      await change(
        store,
        'v-1',
        { kind: 'answered', outcome: { kind: 'approved', references: { rnAuthTicket: 'ticket' } } },
        at(1),
      );
      expect((await store.findByReference('rnAuthTicket', 'ticket'))?.id).toBe('v-1');
    });
  });

  describe('findByDoor', () => {
    it('finds by the hash of its door’s token, also after changes', async () => {
      const store = current();
      await store.create(draft('v-1', { doorTokenHash: 'hash-1' }));
      await store.create(draft('v-2', { doorTokenHash: 'hash-2' }));
      await store.create(draft('v-3'));
      await change(store, 'v-1', nothingNew, at(1));
      expect(await store.findByDoor('hash-1')).toEqual(await read(store, 'v-1'));
      expect(await store.findByDoor('hash-3')).toBeNull();
      expect(await store.findByDoor('')).toBeNull();
    });
  });

  describe('fingerprint', () => {
    it('is the same for the same text, another for another, and shows nothing of it', () => {
      const store = current();
      const print = store.fingerprint('999999199102030016');
      expect(store.fingerprint('999999199102030016')).toBe(print);
      expect(store.fingerprint('999999199102030017')).not.toBe(print);
      expect(print).not.toContain('999999');
      expect(print.length).toBeGreaterThanOrEqual(43);
    });
  });

  describe('ping', () => {
    it('answers while the database can be reached, and rejects when it cannot', async () => {
      const store = current();
      await expect(store.ping()).resolves.toBeUndefined();
      await store.close();
      await expect(store.ping()).rejects.toThrow();
    });
  });
}
