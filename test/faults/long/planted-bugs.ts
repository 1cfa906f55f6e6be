import type { PlantedBug } from '../frame/planted';
import { fault as feed } from './feed.fault';
import { fault as kill } from './kill.fault';
import { fault as lostWakeUps } from './lost-wake-ups.fault';
import { plantedDatabaseBugs } from './planted-database-bugs';
import { fault as postgresDown } from './postgres-down.fault';

export const acknowledgedTooEarly: PlantedBug = {
  title: 'a push is acknowledged before the commit',
  patches: [
    {
      file: 'service/provider-events/receive-push.js',
      find: 'result = await (0, with_timeout_1.withTimeout)((0, apply_push_1.applyPush)(tools, reader, push),',
      replace:
        "setTimeout(() => (0, apply_push_1.applyPush)(tools, reader, push).catch(() => {}), 20); result = { kind: 'applied' }; void (0,",
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
        file: 'service/verification/carry-out.js',
        find: 'const changed = await (0, record_1.record)(',
        replace: 'const changed = await willBeChanged(',
      },
      {
        file: 'service/verification/carry-out.js',
        find: 'function requested(',
        replace: `async function willBeChanged(tools, id, fact) {
    setTimeout(() => void (0, record_1.record)(tools, id, fact).catch(() => {}), 20);
    const [verification] = (await tools.store.verifications.find([id])).values();
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
    title: 'a repeated push is counted again',
    patches: [
      {
        file: 'storage/verifications/verification-writer.js',
        find: 'if (isRecorded)',
        replace: 'if (false)',
      },
      {
        file: 'storage/verifications/change-rows.js',
        find: 'async write(tx, changed, event, factKey) {',
        replace: 'async write(tx, changed, event) {\n        const factKey = null;',
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
        file: 'service/verification/start-verification.js',
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
        file: 'service/reading/watch.js',
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
        file: 'service/reading/watch.js',
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
        file: 'domain/verification/push-order.js',
        find: 'return a.time - b.time;',
        replace: 'return 1;',
      },
    ],
    fault: kill,
    store: 'sqlite',
    shows: 'regressed',
  },
  {
    title: 'lost wake-ups are not made up for by a look-back',
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
    title: 'the inbox forgets acknowledged pushes',
    patches: [
      {
        file: 'storage/inbox/inbox.js',
        find: 'const sealed = this.vault.wrap(',
        replace: 'if (waiting > 0) return;\n        const sealed = this.vault.wrap(',
      },
    ],
    fault: postgresDown,
    store: 'postgresql',
    shows: 'lost',
    form: 'short',
  },
  {
    title: 'an event gets its place in the feed before its commit',
    patches: [
      {
        file: 'storage/migrations/0010-feed.js',
        find: 'insert into event_waiting (verification_id, version) values (new.verification_id, new.version);\n      return null;',
        replace:
          "insert into event_feed (place, verification_id, version) values (nextval('event_waiting_id_seq'), new.verification_id, new.version);\n      perform pg_sleep(random() * 0.05);\n      return null;",
      },
    ],
    fault: feed,
    store: 'postgresql',
    shows: 'lost',
    form: 'short',
  },
  {
    title: 'a webhook goes out before the one before it was taken',
    patches: [
      {
        file: 'service/destinations/deliveries.js',
        find: 'queue.push(delivery);',
        replace: 'queue.push(delivery);\n        this.#place(delivery);',
      },
    ],
    fault: feed,
    store: 'postgresql',
    shows: 'regressed',
    form: 'short',
  },
  {
    title: 'a cursor of the feed is a time',
    patches: [
      {
        file: 'storage/events/feed-reader.js',
        find: ".where('feed.place', '>', after)\n            .where('feed.place', '<=', to)\n            .where((eb) => eb.and((0, feed_query_1.conditionsOf)(eb, dialect, conditions)))\n            .orderBy('feed.place')",
        replace:
          ".where('event.occurred_at', '>', (eb) => eb.fn.coalesce(eb.selectFrom('event_feed as f').innerJoin('verification_event as e', (join) => join.onRef('e.verification_id', '=', 'f.verification_id').onRef('e.version', '=', 'f.version')).select('e.occurred_at').where('f.place', '=', after), eb.lit(0)))\n            .where('feed.place', '<=', to)\n            .where((eb) => eb.and((0, feed_query_1.conditionsOf)(eb, dialect, conditions)))\n            .orderBy('event.occurred_at')",
      },
    ],
    fault: feed,
    store: 'postgresql',
    shows: 'lost',
    form: 'short',
  },
  {
    title: 'a webhook follows a redirect',
    patches: [
      {
        file: 'http/destinations/webhook-sender.js',
        find: 'leave(response);\n            resolve({',
        replace:
          'leave(response);\n            const to = response.headers.location;\n            if (to) return resolve(post({ headers, body }, new URL(to), { open, agent, mayBePrivate, signal }));\n            resolve({',
      },
    ],
    fault: feed,
    store: 'postgresql',
    shows: 'regressed',
    form: 'short',
  },
  {
    title: 'the address of a webhook is checked when the destination is created, and trusted since',
    patches: [
      {
        file: 'http/destinations/webhook-sender.js',
        find: 'if (!first || !addresses.every(({ address }) => (0, public_address_1.isPublicAddress)(address))) {',
        replace: 'if (!first) {',
      },
      {
        file: 'http/destinations/webhook-sender.js',
        find: "if (!(0, public_address_1.isPublicAddress)(socket.remoteAddress ?? ''))",
        replace: 'if (false)',
      },
    ],
    fault: feed,
    store: 'postgresql',
    shows: 'regressed',
    form: 'short',
  },
  ...plantedDatabaseBugs,
];
