import type { PlantedBug } from '../frame/planted';
import { fault as kill } from './kill.fault';
import { fault as lostWakeUps } from './lost-wake-ups.fault';
import { fault as postgresDown } from './postgres-down.fault';

export const acknowledgedTooEarly: PlantedBug = {
  title: 'a push is acknowledged before the commit',
  patches: [
    {
      file: 'service/receive-push.js',
      find: 'result = await (0, in_time_1.inTime)(applyPush(tools, reader, push),',
      replace:
        "setTimeout(() => applyPush(tools, reader, push).catch(() => {}), 20); result = { kind: 'applied' }; void (0,",
    },
  ],
  fault: kill,
  store: 'sqlite',
  shows: 'lost',
};

export const plantedBugs: readonly PlantedBug[] = [
  acknowledgedTooEarly,
  { ...acknowledgedTooEarly, store: 'postgresql' },
  {
    title: 'a mutation is answered before the commit',
    patches: [
      {
        file: 'service/carry-out.js',
        find: 'const changed = await (0, record_1.record)(',
        replace: 'const changed = await willBeChanged(',
      },
      {
        file: 'service/carry-out.js',
        find: 'function requested(',
        replace: `async function willBeChanged(tools, id, fact) {
    setTimeout(() => void (0, record_1.record)(tools, id, fact).catch(() => {}), 20);
    const [verification] = (await tools.store.find([id])).values();
    return { kind: 'changed', verification: { ...verification, version: 2, references: fact.outcome.references } };
}
function requested(`,
      },
    ],
    fault: kill,
    store: 'sqlite',
    shows: 'regressed',
  },
  {
    title: 'the repeat of a push is counted again',
    patches: [
      {
        file: 'storage/verification-writer.js',
        find: 'if (isRecorded)',
        replace: 'if (false)',
      },
      {
        file: 'storage/verification-writer.js',
        find: 'toEventRow)(event, factKey ?? null)',
        replace: 'toEventRow)(event, null)',
      },
    ],
    fault: kill,
    store: 'sqlite',
    shows: 'doubled',
  },
  {
    title: 'the idempotency key of a mutation is not kept',
    patches: [
      {
        file: 'service/start-verification.js',
        find: 'const use = ',
        replace: 'const use = null && ',
      },
    ],
    fault: kill,
    store: 'sqlite',
    shows: 'doubled',
  },
  {
    title: 'an event is skipped on reconnect',
    patches: [
      {
        file: 'service/watch.js',
        find: 'guid, after ?? ',
        replace: 'guid, after ? after + 1 : ',
      },
    ],
    fault: kill,
    store: 'sqlite',
    shows: 'lost',
  },
  {
    title: 'the last event is sent again on reconnect',
    patches: [
      {
        file: 'service/watch.js',
        find: 'id, sinceVersion ?? ',
        replace: 'id, sinceVersion > 0 ? sinceVersion - 1 : sinceVersion ?? ',
      },
    ],
    fault: kill,
    store: 'postgresql',
    shows: 'doubled',
  },
  {
    title: 'an older push replaces a newer one',
    patches: [
      {
        file: 'domain/push-order.js',
        find: 'return a.time - b.time;',
        replace: 'return 1;',
      },
    ],
    fault: kill,
    store: 'sqlite',
    shows: 'regressed',
  },
  {
    title: 'nothing looks for what lost wake-ups told',
    patches: [
      {
        file: 'storage/postgres/change-feed.js',
        find: 'if (this.#local.isIdle)',
        replace: 'if (true)',
      },
    ],
    fault: lostWakeUps,
    store: 'postgresql',
    shows: 'lost',
  },
  {
    title: 'the inbox forgets what it acknowledged',
    patches: [
      {
        file: 'storage/sqlite/inbox.js',
        find: 'const sealed = this.vault.wrap(',
        replace: 'if (waiting > 0) return;\n        const sealed = this.vault.wrap(',
      },
    ],
    fault: postgresDown,
    store: 'postgresql',
    shows: 'lost',
    form: 'short',
  },
];
