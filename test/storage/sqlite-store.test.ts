import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../src/storage/open-store';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder';
import { at, change, draft, happens, nothingNew, oneTo, settings } from './samples';
import { describeStore, type OpenedStore } from './store-contract';

async function openInMemory(): Promise<OpenedStore> {
  const store = await openStore(settings('sqlite::memory:'));
  return { store, release: () => store.close() };
}

async function openIn(folder: TemporaryFolder): Promise<OpenedStore> {
  const store = await openStore(settings(`sqlite:${join(folder.path, 'realname.db')}`));
  return {
    store,
    release: async () => {
      await store.close();
      folder.remove();
    },
  };
}

describeStore('a SQLite store in memory', openInMemory);
describeStore('a SQLite store in a file', () => openIn(temporaryFolder()));

describe('a SQLite store', () => {
  it('wakes listeners only after another connection can read the change', async () => {
    const folder = temporaryFolder();
    const { store, release } = await openIn(folder);
    const other = new DatabaseSync(join(folder.path, 'realname.db'), { readOnly: true });
    const wake = store.changes.listen({ guid: 'account-1' });
    try {
      const count = () => other.prepare('select count(*) as count from verification_event').get()?.['count'];
      const seen = [wake.next().then(count)];
      await store.verifications.create(draft('v-1'));
      for (const n of oneTo(3)) {
        await Promise.all(seen);
        seen.push(wake.next().then(count));
        await change(store, 'v-1', nothingNew, at(n));
      }
      expect(await Promise.all(seen)).toEqual([1, 2, 3, 4]);
    } finally {
      wake.close();
      other.close();
      await release();
    }
  });

  it('wakes no listener for a change that was not made', async () => {
    const { store, release } = await openInMemory();
    const wake = store.changes.listen({ verificationId: 'v-1' });
    try {
      await store.verifications.create(draft('v-1'));
      await store.verifications.change('v-1', happens(nothingNew, at(1)), { factKey: 'fact' });
      await wake.next();
      let woken = false;
      const waiting = wake.next().then(() => {
        woken = true;
      });
      const fault = () => {
        throw new Error('cannot decide');
      };
      await expect(store.verifications.change('v-1', fault)).rejects.toThrow('cannot decide');
      await store.verifications.change('v-1', () => null);
      await store.verifications.change('v-1', happens(nothingNew, at(2)), { factKey: 'fact' });
      await expect(store.verifications.create(draft('v-1'))).rejects.toThrow();
      await store.database.ping();
      expect(woken).toBe(false);
      await change(store, 'v-1', nothingNew, at(3));
      await waiting;
    } finally {
      wake.close();
      await release();
    }
  });

  it('destroys keys while other accounts are being changed', async () => {
    const { store, release } = await openIn(temporaryFolder());
    try {
      await store.verifications.create(draft('v-0'));
      await change(store, 'v-0', { kind: 'redacted' }, at(1));
      await store.verifications.create(draft('w-0', { guid: 'account-2' }));
      let isOver = false;
      const changing = oneTo(4).map(async () => {
        while (!isOver) await change(store, 'w-0', nothingNew, at(1));
      });
      const destroyed = await Promise.allSettled(
        oneTo(20).map(() => store.retention.destroyRedacted(['v-0'])),
      );
      isOver = true;
      await Promise.all(changing);
      expect(new Set(destroyed.map(({ status }) => status))).toEqual(new Set(['fulfilled']));
    } finally {
      await release();
    }
  });

  it('keeps no data key that is not used', async () => {
    const folder = temporaryFolder();
    const { store, release } = await openIn(folder);
    const keystore = new DatabaseSync(join(folder.path, 'realname.keystore'), { readOnly: true });
    // Where a destroyed key was, there are zeros.
    const keys = () =>
      keystore
        .prepare('select count(*) as count from data_key where substr(wrapped, 1, 1) <> ? and id not like ?')
        .get(Buffer.of(0), 'row-seal-%')?.['count'];
    try {
      // Each makes a key for the account; one of them is quicker.
      await Promise.all(oneTo(5).map((n) => store.verifications.create(draft(`v-${n}`))));
      expect(keys()).toBe(1);

      await store.verifications.create(draft('c-1', { guid: null }));
      expect(keys()).toBe(2);
      await change(store, 'c-1', { kind: 'redacted' }, at(1));
      await store.retention.destroyRedacted(['c-1']);
      expect(keys()).toBe(1);

      // The remaining values of an account are sealed again.
      await change(store, 'v-1', { kind: 'redacted' }, at(1));
      await store.retention.destroyRedacted(['v-1']);
      expect(keys()).toBe(1);
      expect((await store.verifications.find(['v-2'])).get('v-2')?.personal.subject?.reveal()).toBeDefined();
    } finally {
      keystore.close();
      await release();
    }
  });

  it('keeps two databases in memory apart', async () => {
    const [one, other] = [await openInMemory(), await openInMemory()];
    try {
      await one.store.verifications.create(draft('v-1'));
      expect(await other.store.verifications.find(['v-1'])).toEqual(new Map());
    } finally {
      await one.release();
      await other.release();
    }
  });
});
