import type { ChangeTopic, Wake } from '../../../src/storage/events/contract';
import { at, change, draft, nothingNew, oneTo } from '../samples';
import type { CurrentStore } from '../store-contract';

export function describeChangeFeed(current: CurrentStore): void {
  let wakes: Wake[];

  beforeEach(() => {
    wakes = [];
  });

  afterEach(() => {
    for (const wake of wakes) wake.close();
  });

  function listen(topic: ChangeTopic): Wake {
    const wake = current().changes.listen(topic);
    wakes.push(wake);
    return wake;
  }

  /** Whether it has been woken so far; `once` resolves when it is. */
  function watch(wake: Wake) {
    const state = { woken: false, once: Promise.resolve() };
    state.once = wake.next().then(() => {
      state.woken = true;
    });
    return state;
  }

  describe('the change feed', () => {
    it('wakes listeners of the verification and of its account, at creation and at every change', async () => {
      const store = current();
      const ofVerification = listen({ verificationId: 'v-1' });
      const ofAccount = listen({ guid: 'account-1' });
      await store.verifications.create(draft('v-1'));
      await Promise.all([ofVerification.next(), ofAccount.next()]);
      const woken = [ofVerification.next(), ofAccount.next()];
      await change(store, 'v-1', nothingNew, at(1));
      await expect(Promise.all(woken)).resolves.toEqual([undefined, undefined]);
    });

    it('wakes until a reader has read everything', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      const wake = listen({ verificationId: 'v-1' });
      const reading = (async () => {
        const seen: number[] = [];
        for (let last = 1; last < 6; ) {
          const events = await store.events.after('v-1', last, 100);
          seen.push(...events.map(({ version }) => version));
          last = seen.at(-1) ?? last;
          if (last < 6) await wake.next();
        }
        return seen;
      })();
      for (const n of oneTo(5)) await change(store, 'v-1', nothingNew, at(n));
      expect(await reading).toEqual([2, 3, 4, 5, 6]);
    });

    it('does not wake for a change that was not committed', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { callbackTokenHash: 'door' }));
      const states = [watch(listen({ verificationId: 'v-2' })), watch(listen({ guid: 'account-2' }))];
      const broken = draft('v-2', { guid: 'account-2', callbackTokenHash: 'door' });
      await expect(store.verifications.create(broken)).rejects.toThrow();
      await store.database.ping();
      expect(states.map(({ woken }) => woken)).toEqual([false, false]);

      await store.verifications.create(draft('v-2', { guid: 'account-2' }));
      await Promise.all(states.map(({ once }) => once));
    });

    it('does not wake listeners of another topic', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      const others = [
        { verificationId: 'v-2' },
        { verificationId: 'account-1' },
        { guid: 'account-2' },
        { guid: 'v-1' },
      ].map((topic) => watch(listen(topic)));
      const own = watch(listen({ verificationId: 'v-1' }));
      await change(store, 'v-1', nothingNew, at(1));
      await own.once;
      await store.database.ping();
      expect(others.map(({ woken }) => woken)).toEqual([false, false, false, false]);
    });

    it('does not wake any account for a check without one', async () => {
      const store = current();
      const account = watch(listen({ guid: 'null' }));
      const own = watch(listen({ verificationId: 'v-1' }));
      await store.verifications.create(draft('v-1', { guid: null }));
      await own.once;
      expect(account.woken).toBe(false);
    });

    it('wakes at once for a change that came while no one was waiting', async () => {
      const store = current();
      const wake = listen({ verificationId: 'v-1' });
      await store.verifications.create(draft('v-1'));
      await expect(wake.next()).resolves.toBeUndefined();
    });

    it('wakes every listener, each by itself', async () => {
      const store = current();
      const [one, other] = [listen({ verificationId: 'v-1' }), listen({ verificationId: 'v-1' })];
      const woken = [watch(one), watch(other)];
      await store.verifications.create(draft('v-1'));
      await Promise.all(woken.map(({ once }) => once));
      one.close();
      const still = watch(other);
      await change(store, 'v-1', nothingNew, at(1));
      await still.once;
    });

    it('forgets a listener that closes', async () => {
      const wake = listen({ verificationId: 'v-1' });
      const waiting = watch(wake);
      wake.close();
      wake.close();
      await waiting.once;
      await expect(wake.next()).resolves.toBeUndefined();
    });

    it('wakes every listener when the store closes', async () => {
      const store = current();
      const wake = listen({ verificationId: 'v-1' });
      const waiting = watch(wake);
      await store.close();
      wake.close();
      await waiting.once;
    });
  });
}
