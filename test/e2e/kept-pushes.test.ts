import { doorFingerprint } from '../../src/service/door';
import { applyKeptPushes } from '../../src/service/receive-push';
import type { ServiceTools } from '../../src/service/tools';
import { closeAfterEach } from '../support/closing';
import { openFakeOneNet, type PushTarget, startAtOneNet } from '../support/fake-onenet';
import { laterPush } from '../support/onenet-push';
import { startProbedApp } from '../support/probed-app';
import { range } from '../support/updates';

const opened = closeAfterEach();
const going = new AbortController().signal;

async function scene() {
  const oneNet = opened.keep(await openFakeOneNet());
  // The sweeper would apply them before the test does.
  const app = opened.keep(await startProbedApp({ env: oneNet.env, sweepPauseMs: 3_600_000 }));
  const statusOf = async (id: string) => (await app.tools.store.find([id])).get(id)?.status;
  return { app, tools: app.tools, started: () => startAtOneNet(app, oneNet), statusOf };
}

function doorHash(tools: ServiceTools, { callbackUrl }: PushTarget): string {
  return doorFingerprint(tools, callbackUrl.slice(callbackUrl.lastIndexOf('/') + 1));
}

/** As if it had come while the store was away. */
function keep(tools: ServiceTools, target: PushTarget, provider = 'ONENET'): void {
  const body = laterPush(target, 1, '0');
  tools.inbox.put({ provider, doorHash: doorHash(tools, target), body, receivedAt: new Date() });
}

describe('a kept push', () => {
  it('that fails each time keeps none behind it waiting, and stays', async () => {
    const { tools, started, statusOf } = await scene();
    const [damaged, sound] = [await started(), await started()];
    keep(tools, damaged);
    keep(tools, sound);
    const change = tools.store.change.bind(tools.store);
    const hash = doorHash(tools, damaged);
    tools.store.change = async (target, ...rest) => {
      if (typeof target !== 'string' && target.doorTokenHash === hash) throw new Error('altered');
      return change(target, ...rest);
    };

    await expect(applyKeptPushes(tools, going)).rejects.toThrow('altered');

    expect(await statusOf(sound.id)).toBe('APPROVED');
    expect(await statusOf(damaged.id)).toBe('AWAITING_USER');
    expect(tools.inbox.counts()).toEqual({ waiting: 1, aside: 0 });
  });

  it('is left alone, and all behind it, while the store is away', async () => {
    const { tools, started, statusOf } = await scene();
    const [one, other] = [await started(), await started()];
    keep(tools, one);
    keep(tools, other);
    const { change, ping } = tools.store;
    let asked = 0;
    const away = async () => {
      asked += 1;
      throw new Error('the store is away');
    };
    Object.assign(tools.store, { change: away, ping: away });

    await expect(applyKeptPushes(tools, going)).rejects.toThrow('the store is away');

    expect(asked).toBe(2);
    Object.assign(tools.store, { change, ping });
    expect(await applyKeptPushes(tools, going)).toBe(2);
    expect(await statusOf(other.id)).toBe('APPROVED');
  });

  it('waits for the next start when the service is told to end in their midst', async () => {
    const { tools, started, statusOf } = await scene();
    const [one, other] = [await started(), await started()];
    keep(tools, one);
    keep(tools, other);
    const stop = new AbortController();
    const change = tools.store.change.bind(tools.store);
    tools.store.change = (...asked) => {
      stop.abort();
      return change(...asked);
    };

    expect(await applyKeptPushes(tools, stop.signal)).toBe(1);

    expect(await statusOf(one.id)).toBe('APPROVED');
    expect(await statusOf(other.id)).toBe('AWAITING_USER');
    expect(tools.inbox.counts()).toEqual({ waiting: 1, aside: 0 });
  });

  it('is not kept waiting by hundreds whose provider is switched off', async () => {
    const { tools, started, statusOf } = await scene();
    const target = await started();
    for (const _ of range(1, 250)) keep(tools, target, 'SOMEBODY_ELSE');
    keep(tools, target);

    expect(await applyKeptPushes(tools, going)).toBe(1);

    expect(await statusOf(target.id)).toBe('APPROVED');
    expect(tools.inbox.counts()).toEqual({ waiting: 250, aside: 0 });
  });
});
