import { Courier, type CourierTools } from '../service/destinations/courier';
import type { WebhookSender } from '../service/destinations/sender';

/** How often, in milliseconds, destinations are looked for that no process delivers to, and changes that were missed. */
const lookPauseMs = 2000;

/**
 * Delivers to every destination that is not paused; each is one process's at a time, under a lease. A service without
 * destinations only looks for them. The returned function stops all deliveries and stores how far they have come.
 */
export function startDeliveries(tools: CourierTools, sender: WebhookSender): () => Promise<void> {
  const { store, log, meter } = tools;
  const running = new Map<string, { courier: Courier | null; isStopped: boolean; done: Promise<void> }>();
  const wake = store.changes.listen({ all: 'destinations' });
  let hasStopped = false;
  let hasFailed = false;

  const begin = (id: string) => {
    const one: { courier: Courier | null; isStopped: boolean; done: Promise<void> } = {
      courier: null,
      isStopped: false,
      done: Promise.resolve(),
    };
    running.set(id, one);
    one.done = store.leases
      .withLease(`deliver ${id}`, async (lost) => {
        const opened = one.isStopped ? null : await store.destinations.open(id);
        if (!opened || opened.destination.isPaused) return;
        one.courier = new Courier(tools, sender, opened);
        if (one.isStopped) one.courier.stop();
        await one.courier.run(lost);
      })
      .then(
        () => undefined,
        (error: unknown) => {
          meter.fault({ place: 'sweeper' });
          log.error({ destination: id }, 'delivery failed', error);
        },
      )
      .finally(() => running.delete(id));
  };
  const look = async () => {
    const destinations = await store.destinations.list();
    const known = new Map(destinations.map((destination) => [destination.id, destination]));
    for (const [id, one] of running) {
      const now = known.get(id);
      const isSame = now && !now.isPaused && (one.courier === null || now.epoch <= one.courier.epoch);
      if (isSame) continue;
      one.isStopped = true;
      one.courier?.stop();
      // Its progress is stored before the next delivery begins.
      void one.done.then(() => wakeUp());
    }
    for (const { id, isPaused } of destinations) if (!isPaused && !running.has(id)) begin(id);
  };

  let wakeUp: () => void = () => {};
  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, lookPauseMs);
      timer.unref();
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const listen = async () => {
    while (!hasStopped) {
      await wake.next();
      wakeUp();
    }
  };
  const run = async () => {
    while (!hasStopped) {
      const resting = rest();
      try {
        await look();
        hasFailed = false;
      } catch (error) {
        if (!hasFailed) log.error({ duty: 'deliver' }, 'sweep failed', error);
        hasFailed = true;
      }
      if (!hasStopped) await resting;
    }
  };
  const work = Promise.all([run(), listen()]);
  return async () => {
    hasStopped = true;
    wake.close();
    wakeUp();
    for (const one of running.values()) {
      one.isStopped = true;
      one.courier?.stop();
    }
    await work;
    for (const one of running.values()) {
      one.isStopped = true;
      one.courier?.stop();
    }
    await Promise.all([...running.values()].map(({ done }) => done));
  };
}
