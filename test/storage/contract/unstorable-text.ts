import { at, change, draft, happens, nothingNew, pushed, read, rejection } from '../samples';
import type { CurrentStore } from '../store-contract';

/** Text that PostgreSQL refuses, and text that SQLite and PostgreSQL would alter. */
const unstorable = ['a\u0000b', 'v-1\u0000', '\u0000', 'bob\ud83d', '\ude00bob', 'v-1\udfff'];

export function describeUnstorableText(current: CurrentStore): void {
  describe.each(unstorable)('text that databases cannot store: %j', (text) => {
    it('finds nothing, and does not hide the good keys next to it', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      await change(store, 'v-1', pushed(at(1)), at(1));

      const { verifications, events, reveals } = store;
      expect([...(await verifications.find([text])).keys()]).toEqual([]);
      expect([...(await verifications.find([text, 'v-1', text])).keys()]).toEqual(['v-1']);
      const latest = [text, 'account-1'].map((guid) => ({ guid, method: null }));
      expect((await verifications.latest(latest)).map((found) => found?.id ?? null)).toEqual([null, 'v-1']);
      const decided = await verifications.ofAccounts([text, 'account-1']);
      expect([...decided].map(([guid, found]) => [guid, found.length])).toEqual([
        [text, 0],
        ['account-1', 1],
      ]);
      const histories = await events.histories([text, 'v-1']);
      expect([...histories].map(([id, history]) => [id, history.length])).toEqual([
        [text, 0],
        ['v-1', 2],
      ]);
      expect([...(await reveals.of([text, 'v-1'])).keys()]).toEqual([text, 'v-1']);
    });

    it('is unknown to every look-up by one key', async () => {
      const store = current();
      const { verifications, events, accounts, retention } = store;
      expect(await verifications.findByReference('rnAuthTicket', text)).toBeNull();
      expect(await verifications.findByReference('busiSeq', text)).toBeNull();
      expect(await verifications.change(text, happens(nothingNew, at(1)))).toBeNull();
      const none = { items: [], hasMore: false };
      expect(await verifications.list({ filter: { guid: text }, limit: 10 })).toEqual(none);
      const after = { at: at(1), id: text };
      expect(await verifications.list({ filter: {}, limit: 10, after })).toEqual(none);
      expect(await events.after(text, 0, 10)).toEqual([]);
      expect(await events.ofAccountAfter(text, 0, 10)).toEqual([]);
      expect(await accounts.lastSequence(text)).toBe(0);
      expect(await retention.unredacted(text, 10)).toEqual([]);
      await retention.destroyRedacted([text]);
    });

    it('creates no account', async () => {
      const { verifications } = current();
      await expect(verifications.create(draft('v-1', { guid: text }))).rejects.toThrow(RangeError);
      expect(await verifications.find(['v-1'])).toEqual(new Map());
    });

    it("in a provider's message is stored with U+FFFD in its place, and no push is lost", async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { references: { busiSeq: text, more: text } }));
      await change(store, 'v-1', pushed(at(1), { ...rejection, message: { words: text } }), at(1));
      const { status, references } = await read(store, 'v-1');
      expect([status, references['busiSeq']]).toEqual([
        'REJECTED',
        text.toWellFormed().replaceAll('\0', '\ufffd'),
      ]);
      const [, event] = await store.events.after('v-1', 0, 10);
      expect(event?.message).toEqual({ words: text.toWellFormed().replaceAll('\0', '\ufffd') });
    });
  });
}
