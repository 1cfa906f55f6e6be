import { setImmediate } from 'node:timers/promises';
import type { ChangeTopic, Wake } from '../../src/storage/events/contract';
import { Listeners } from '../../src/storage/events/listeners';
import { oneTo } from './samples';

const committed = { id: 'v-1', guid: 'account-1' };

describe('the change feed of one process', () => {
  let feed: Listeners;

  beforeEach(() => {
    feed = new Listeners();
  });

  /** Whether the listener is woken by `happen`. */
  async function wakes(wake: Wake, happen: () => void): Promise<boolean> {
    let woken = false;
    void wake.next().then(() => {
      woken = true;
    });
    happen();
    // Every wake-up that was given has been taken when the queue of tasks has been through once.
    await setImmediate();
    return woken;
  }

  it.each<[string, ChangeTopic, boolean]>([
    ['the verification', { verificationId: 'v-1' }, true],
    ['its account', { guid: 'account-1' }, true],
    ['another verification', { verificationId: 'v-2' }, false],
    ['another account', { guid: 'account-2' }, false],
    ['a verification that is called like the account', { verificationId: 'account-1' }, false],
    ['an account that is called like the verification', { guid: 'v-1' }, false],
  ])('wakes those who listen to %s only for their own topic', async (_who, topic, isWoken) => {
    expect(await wakes(feed.listen(topic), () => feed.announce(committed))).toBe(isWoken);
  });

  it('wakes no account for a change without one', async () => {
    expect(await wakes(feed.listen({ guid: 'null' }), () => feed.announce({ id: 'v-1', guid: null }))).toBe(
      false,
    );
  });

  it('wakes those who listen to all events for their own topic', async () => {
    const [placed, committed] = [feed.listen({ all: 'placed' }), feed.listen({ all: 'committed' })];
    expect(await wakes(placed, () => feed.announceCommitted())).toBe(false);
    expect(await wakes(committed, () => {})).toBe(true);
    feed.announcePlaced();
    expect(await wakes(placed, () => {})).toBe(true);
    expect(await wakes(committed, () => feed.announcePlaced())).toBe(false);
  });

  it('merges changes that came while no one was waiting into one wake-up', async () => {
    const wake = feed.listen({ verificationId: 'v-1' });
    for (const _change of oneTo(3)) feed.announce(committed);
    expect(await wakes(wake, () => {})).toBe(true);
    expect(await wakes(wake, () => {})).toBe(false);
    expect(await wakes(wake, () => feed.announce(committed))).toBe(true);
  });

  it('does not wake for earlier changes', async () => {
    feed.announce(committed);
    expect(await wakes(feed.listen({ verificationId: 'v-1' }), () => {})).toBe(false);
  });

  it('wakes those who did not close, and no one else', async () => {
    const [closed, open] = [feed.listen({ guid: 'account-1' }), feed.listen({ guid: 'account-1' })];
    closed.close();
    closed.close();
    feed.announce(committed);
    expect(await wakes(open, () => {})).toBe(true);
    expect(await wakes(closed, () => {})).toBe(true);
    expect(await wakes(open, () => closed.close())).toBe(false);
  });

  it('forgets a topic when its last listener closes, and accepts new ones', async () => {
    const [one, other] = [feed.listen({ guid: 'account-1' }), feed.listen({ guid: 'account-1' })];
    one.close();
    expect(feed.isIdle).toBe(false);
    other.close();
    expect(feed.isIdle).toBe(true);
    const late = feed.listen({ guid: 'account-1' });
    other.close();
    expect(feed.isIdle).toBe(false);
    expect(await wakes(late, () => feed.announce(committed))).toBe(true);
  });

  it('lets a listener close as soon as it is woken', async () => {
    const listeners = oneTo(3).map(() => feed.listen({ guid: 'account-1' }));
    const told = listeners.map(async (wake) => {
      await wake.next();
      wake.close();
    });
    feed.announce(committed);
    await Promise.all(told);
    expect(feed.isIdle).toBe(true);
  });

  it('can wake all listeners at once', async () => {
    const wake = feed.listen({ verificationId: 'v-9' });
    expect(await wakes(wake, () => feed.wakeAll())).toBe(true);
  });

  it('ends the waiting of a listener that closes', async () => {
    const wake = feed.listen({ guid: 'account-1' });
    expect(await wakes(wake, () => wake.close())).toBe(true);
    expect(await wakes(wake, () => {})).toBe(true);
  });
});
