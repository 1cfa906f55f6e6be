import { setImmediate } from 'node:timers/promises';
import { LocalChangeFeed } from '../../src/storage/local-change-feed';
import type { ChangeTopic, Wake } from '../../src/storage/store';
import { oneTo } from './samples';

const committed = { id: 'v-1', guid: 'account-1' };

describe('the change feed of one process', () => {
  let feed: LocalChangeFeed;

  beforeEach(() => {
    feed = new LocalChangeFeed();
  });

  /** Whether whoever waits is woken by what `happen` does. */
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
  ])('tells those who listen to %s only what is theirs', async (_who, topic, isWoken) => {
    expect(await wakes(feed.listen(topic), () => feed.announce(committed))).toBe(isWoken);
  });

  it('tells no account of a change that has none', async () => {
    expect(await wakes(feed.listen({ guid: 'null' }), () => feed.announce({ id: 'v-1', guid: null }))).toBe(
      false,
    );
  });

  it('makes one wake-up of many changes that came while nobody was waiting', async () => {
    const wake = feed.listen({ verificationId: 'v-1' });
    for (const _change of oneTo(3)) feed.announce(committed);
    expect(await wakes(wake, () => {})).toBe(true);
    expect(await wakes(wake, () => {})).toBe(false);
    expect(await wakes(wake, () => feed.announce(committed))).toBe(true);
  });

  it('does not tell of what was before', async () => {
    feed.announce(committed);
    expect(await wakes(feed.listen({ verificationId: 'v-1' }), () => {})).toBe(false);
  });

  it('tells nothing to those who closed, and everything to those who did not', async () => {
    const [closed, open] = [feed.listen({ guid: 'account-1' }), feed.listen({ guid: 'account-1' })];
    closed.close();
    closed.close();
    feed.announce(committed);
    expect(await wakes(open, () => {})).toBe(true);
    expect(await wakes(closed, () => {})).toBe(true);
    expect(await wakes(open, () => closed.close())).toBe(false);
  });

  it('forgets a topic when its last listener closes, and takes new ones', async () => {
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

  it('lets whoever is told close at once', async () => {
    const listeners = oneTo(3).map(() => feed.listen({ guid: 'account-1' }));
    const told = listeners.map(async (wake) => {
      await wake.next();
      wake.close();
    });
    feed.announce(committed);
    await Promise.all(told);
    expect(feed.isIdle).toBe(true);
  });

  it('can tell everybody at once', async () => {
    const wake = feed.listen({ verificationId: 'v-9' });
    expect(await wakes(wake, () => feed.wakeAll())).toBe(true);
  });

  it('does not keep waiting who closes, nor lets wait who has closed', async () => {
    const wake = feed.listen({ guid: 'account-1' });
    expect(await wakes(wake, () => wake.close())).toBe(true);
    expect(await wakes(wake, () => {})).toBe(true);
  });
});
