import { applyKeptPushes } from '../../../src/service/provider-events/apply-kept-pushes';
import { callbackFingerprint } from '../../../src/service/provider-events/callback-address';
import type { ServiceTools } from '../../../src/service/tools';
import { closeAfterEach } from '../../support/closing';
import { openFakeOneNet, type PushTarget, startAtOneNet } from '../../support/fake-onenet';
import { laterPush } from '../../support/onenet-push';
import { startProbedApp } from '../../support/probed-app';
import { range } from '../../support/updates';

const opened = closeAfterEach();
const going = new AbortController().signal;

async function scene() {
  const oneNet = opened.keep(await openFakeOneNet());
  // The sweeper would apply them before the test does.
  const app = opened.keep(await startProbedApp({ env: oneNet.env, sweepPauseMs: 3_600_000 }));
  const statusOf = async (id: string) => (await app.tools.store.verifications.find([id])).get(id)?.status;
  return { app, tools: app.tools, started: () => startAtOneNet(app, oneNet), statusOf };
}

function callbackHash(tools: ServiceTools, { callbackUrl }: PushTarget): string {
  return callbackFingerprint(tools.store.encryption, callbackUrl.slice(callbackUrl.lastIndexOf('/') + 1));
}

/** As if it had come while the store was away. */
function keep(
  tools: ServiceTools,
  target: PushTarget,
  provider = 'ONENET',
  body: unknown = laterPush(target, 1, '0'),
): void {
  const kept = { provider, callbackHash: callbackHash(tools, target), hasMac: true };
  tools.inbox.put({ ...kept, body, receivedAt: new Date() });
}

describe('a push kept for a retry', () => {
  it('does not block the pushes after it when it fails each time, and stays kept', async () => {
    const { tools, started, statusOf } = await scene();
    const [damaged, sound] = [await started(), await started()];
    keep(tools, damaged);
    keep(tools, sound);
    const { change } = tools.store.verifications;
    const hash = callbackHash(tools, damaged);
    tools.store.verifications.change = async (target, ...rest) => {
      if (typeof target !== 'string' && target.callbackTokenHash === hash) throw new Error('altered');
      return change(target, ...rest);
    };

    await expect(applyKeptPushes(tools, going)).rejects.toThrow('altered');

    expect(await statusOf(sound.id)).toBe('APPROVED');
    expect(await statusOf(damaged.id)).toBe('AWAITING_USER');
    expect(tools.inbox.counts()).toEqual({ waiting: 1, aside: 0 });
  });

  it('waits for an earlier push of its callback address, also when the store fails only at the earlier one', async () => {
    const { tools, started, statusOf } = await scene();
    const [person, other] = [await started(), await started()];
    keep(tools, person, 'ONENET', laterPush(person, 1, '1'));
    keep(tools, person, 'ONENET', laterPush(person, 2, '0'));
    keep(tools, other);
    const { change } = tools.store.verifications;
    let fails = true;
    tools.store.verifications.change = async (...args) => {
      if (!fails) return change(...args);
      fails = false;
      throw new Error('connection lost');
    };

    await expect(applyKeptPushes(tools, going)).rejects.toThrow('connection lost');

    expect(await statusOf(person.id)).toBe('AWAITING_USER');
    expect(await statusOf(other.id)).toBe('APPROVED');
    expect(await applyKeptPushes(tools, going)).toBe(2);
    const history = (await tools.store.events.histories([person.id])).get(person.id) ?? [];
    expect(history.map(({ status }) => status).slice(-2)).toEqual(['IN_REVIEW', 'APPROVED']);
  });

  it('waits with all later ones while the store is unavailable', async () => {
    const { tools, started, statusOf } = await scene();
    const [one, other] = [await started(), await started()];
    keep(tools, one);
    keep(tools, other);
    const { verifications, database } = tools.store;
    const [{ change }, { ping }] = [verifications, database];
    let asked = 0;
    const away = async () => {
      asked += 1;
      throw new Error('the store is away');
    };
    Object.assign(verifications, { change: away });
    Object.assign(database, { ping: away });

    await expect(applyKeptPushes(tools, going)).rejects.toThrow('the store is away');

    expect(asked).toBe(2);
    Object.assign(verifications, { change });
    Object.assign(database, { ping });
    expect(await applyKeptPushes(tools, going)).toBe(2);
    expect(await statusOf(other.id)).toBe('APPROVED');
  });

  it('waits for the next start when the service stops during the retries', async () => {
    const { tools, started, statusOf } = await scene();
    const [one, other] = [await started(), await started()];
    keep(tools, one);
    keep(tools, other);
    const stop = new AbortController();
    const { change } = tools.store.verifications;
    tools.store.verifications.change = (...asked) => {
      stop.abort();
      return change(...asked);
    };

    expect(await applyKeptPushes(tools, stop.signal)).toBe(1);

    expect(await statusOf(one.id)).toBe('APPROVED');
    expect(await statusOf(other.id)).toBe('AWAITING_USER');
    expect(tools.inbox.counts()).toEqual({ waiting: 1, aside: 0 });
  });

  it('is not delayed by hundreds of pushes for a disabled provider', async () => {
    const { app, tools, started, statusOf } = await scene();
    const target = await started();
    for (const n of range(1, 250)) {
      const other = { ...target, callbackUrl: `${app.url}/callbacks/somebody_else/${n}` };
      keep(tools, other, 'SOMEBODY_ELSE');
    }
    keep(tools, target);

    expect(await applyKeptPushes(tools, going)).toBe(1);

    expect(await statusOf(target.id)).toBe('APPROVED');
    expect(tools.inbox.counts()).toEqual({ waiting: 250, aside: 0 });
  });
});
