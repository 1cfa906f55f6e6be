import { createClient } from '@redis/client';
import { Client } from 'pg';
import type { Config } from '../../config';
import { sqlitePathOf } from '../database';
import { codeOf, type Finding, fail, ok } from './finding';

const check = 'wake-ups';
const timeoutMs = 3000;
const message = 'trial';

/** Whether what one process says of a change reaches another: by Redis, or by NOTIFY. Said and heard by ourselves. */
export async function wakeUpsFinding({
  databaseUrl,
  busUrl,
}: Pick<Config, 'databaseUrl' | 'busUrl'>): Promise<Finding> {
  if (sqlitePathOf(databaseUrl) !== null) return ok(check, 'one process on SQLite needs no bus');
  return busUrl === null ? notifyFinding(databaseUrl) : redisFinding(busUrl);
}

async function redisFinding(url: string): Promise<Finding> {
  const connect = () =>
    createClient({
      url,
      socket: { connectTimeout: timeoutMs, reconnectStrategy: false },
      disableOfflineQueue: true,
    });
  const [publisher, subscriber] = [connect(), connect()];
  // Told by what was asked when it happened.
  for (const client of [publisher, subscriber]) client.on('error', () => {});
  try {
    await within(async () => {
      await Promise.all([publisher.connect(), subscriber.connect()]);
      const heard = Promise.withResolvers<void>();
      await subscriber.subscribe('realname:doctor', () => heard.resolve());
      await publisher.publish('realname:doctor', message);
      await heard.promise;
    });
    return ok(check, 'Redis carries them');
  } catch (error) {
    return fail(
      check,
      `Redis does not carry them (${codeOf(error)}): subscribers hear of changes seconds late`,
      'Look that Redis runs, and that BUS_URL has its address and password.',
    );
  } finally {
    for (const client of [publisher, subscriber]) if (client.isOpen) client.destroy();
  }
}

async function notifyFinding(url: string): Promise<Finding> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  });
  client.on('error', () => {});
  try {
    await within(async () => {
      await client.connect();
      const heard = Promise.withResolvers<void>();
      client.on('notification', () => heard.resolve());
      await client.query('listen realname_doctor');
      await client.query('select pg_notify($1, $2)', ['realname_doctor', message]);
      await heard.promise;
    });
    return ok(check, 'NOTIFY carries them');
  } catch (error) {
    return fail(
      check,
      `NOTIFY does not carry them (${codeOf(error)}): subscribers hear of changes seconds late`,
      'Connect to PostgreSQL itself, or to a pooler in session mode; where the database has no NOTIFY set BUS_URL to a Redis.',
    );
  } finally {
    await client.end().catch(() => {});
  }
}

class TimeoutError extends Error {
  readonly code = 'TIMEOUT';
}

async function within(work: () => Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new TimeoutError()), timeoutMs);
  try {
    await Promise.race([work(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
