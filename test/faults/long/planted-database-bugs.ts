import type { PlantedBug } from '../frame/planted';
import { fault as clockBehind } from './clock-behind.fault';
import { fault as machineLost } from './machine-lost.fault';
import { fault as oldMonth } from './old-month.fault';
import { fault as readOnly } from './read-only.fault';
import { fault as serializable } from './serializable.fault';
import { fault as silentConnections } from './silent-connections.fault';
import { fault as startWithoutDatabase } from './start-without-database.fault';

/** Bugs in how the service notices what is wrong with PostgreSQL, and with its replicas. */
export const plantedDatabaseBugs: readonly PlantedBug[] = [
  {
    title: 'a connection without an answer is waited for',
    patches: [
      {
        file: 'storage/postgres/connection-limits.js',
        find: 'exports.queryMs = 10_000;',
        replace: 'exports.queryMs = 90_000;',
      },
      {
        // A larger pool hides it for longer than the fault lasts.
        file: 'storage/postgres/database.js',
        find: 'const poolSize = 20;',
        replace: 'const poolSize = 4;',
      },
    ],
    fault: silentConnections,
    store: 'postgresql',
    shows: 'stuck',
    form: 'short',
  },
  {
    title: 'a database that takes no changes counts as ready',
    patches: [
      {
        file: 'storage/postgres/database.js',
        find: 'if (rows[0]?.closed === false)',
        replace: 'if (rows[0])\n                return;\n            if (rows[0]?.closed === false)',
      },
    ],
    fault: readOnly,
    store: 'postgresql',
    shows: 'regressed',
    form: 'short',
  },
  {
    title: 'serialisation failures are not repeated',
    patches: [
      {
        file: 'storage/postgres/pool.js',
        find: 'begin isolation level read committed',
        replace: 'begin isolation level serializable',
      },
      {
        file: 'storage/repeating.js',
        find: 'const maxAttempts = 10;',
        replace: 'const maxAttempts = 1;',
      },
    ],
    fault: serializable,
    store: 'postgresql',
    shows: 'lost',
    form: 'short',
  },
  {
    title: "the look-back goes by the replica's clock",
    patches: [
      {
        file: 'storage/postgres/change-feed.js',
        find: 'const newest = await this.#newestPlace();',
        replace: `const since = Date.now() - lookBackMs;
            const recent = await this.pool.query('select verification_id as id, guid from verification_event where recorded_at > $1', [since]);
            for (const change of recent.rows) this.#local.announce(change);
            return;
            const newest = await this.#newestPlace();`,
      },
      {
        file: 'storage/postgres/change-feed.js',
        find: 'const lookPauseMs = 5000;',
        replace: 'const lookPauseMs = 5000;\nconst lookBackMs = 30_000;',
      },
    ],
    fault: clockBehind,
    store: 'postgresql',
    shows: 'stuck',
  },
  {
    title: 'a start without the database ends',
    patches: [
      {
        file: 'app/open-when-there.js',
        find: 'if (!(away instanceof errors_1.DatabaseAwayError))',
        replace: 'if (away instanceof errors_1.DatabaseAwayError)\n        throw away;\n    if (true)',
      },
    ],
    fault: startWithoutDatabase,
    store: 'postgresql',
    shows: 'stuck',
    form: 'short',
  },
  {
    title: 'a lease outlives its process by minutes',
    patches: [
      {
        file: 'storage/postgres/leases.js',
        find: 'const leaseMs = 10_000;',
        replace: 'const leaseMs = 300_000;',
      },
    ],
    fault: machineLost,
    store: 'postgresql',
    shows: 'stuck',
  },
  {
    title: 'repeats are not recognised by the events of a moved month',
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
    fault: oldMonth,
    store: 'postgresql',
    shows: 'doubled',
  },
];
