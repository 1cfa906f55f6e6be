import { createClient } from '@redis/client';
import { Client } from 'pg';
import { withTimeout } from '../../domain/with-timeout';
import type { PostgresAddress } from '../database-address';

const timeoutMs = 3000;
const late = 'The message did not arrive.';

/** Sends a message by NOTIFY and receives it. Rejects with the fault, or after three seconds. */
export async function tryNotify({ url }: PostgresAddress): Promise<void> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  });
  // The call under way rejects with the same fault.
  client.on('error', () => {});
  const deliver = async () => {
    await client.connect();
    const received = new Promise((resolve) => client.once('notification', resolve));
    await client.query('listen realname_doctor');
    await client.query("select pg_notify('realname_doctor', 'trial')");
    await received;
  };
  try {
    await withTimeout(deliver(), timeoutMs, late);
  } finally {
    await client.end().catch(() => {});
  }
}

/** The same by Redis. */
export async function tryRedis(url: string): Promise<void> {
  const connect = () =>
    createClient({
      url,
      socket: { connectTimeout: timeoutMs, reconnectStrategy: false },
      disableOfflineQueue: true,
    });
  const [publisher, subscriber] = [connect(), connect()];
  // The call under way rejects with the same fault.
  for (const client of [publisher, subscriber]) client.on('error', () => {});
  const deliver = async () => {
    await Promise.all([publisher.connect(), subscriber.connect()]);
    const received = Promise.withResolvers<void>();
    await subscriber.subscribe('realname:doctor', () => received.resolve());
    await publisher.publish('realname:doctor', 'trial');
    await received.promise;
  };
  try {
    await withTimeout(deliver(), timeoutMs, late);
  } finally {
    for (const client of [publisher, subscriber]) if (client.isOpen) client.destroy();
  }
}
