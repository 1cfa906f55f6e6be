import type { Client, ClientConfig } from 'pg';

/** A connection that cannot be made within this is given up. */
export const connectMs = 5000;
/** A statement that is not answered within this is given up, with its connection. */
export const queryMs = 10_000;

/** Settings of every client: its own limits work even if the other machine has vanished without a word. */
export const clientLimits = {
  connectionTimeoutMillis: connectMs,
  query_timeout: queryMs,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
} satisfies ClientConfig;

/**
 * The server's side: it ends statements and transactions that their client has given up, so that a process that vanished holds no row
 * locked, and it works as the statements expect wherever another isolation is the default. Set and not sent with the start of the
 * connection, because poolers refuse a start with settings that they do not know.
 */
const sessionSettings = [
  `statement_timeout = ${queryMs + 2000}`,
  `idle_in_transaction_session_timeout = ${queryMs + 2000}`,
  'tcp_keepalives_idle = 10',
  'tcp_keepalives_interval = 5',
  'tcp_keepalives_count = 3',
  "default_transaction_isolation = 'read committed'",
];

/** For statements that may take minutes, such as those of a migration; within their transaction. */
export const patience = 'set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0';

export async function prepareSession(client: Pick<Client, 'query'>): Promise<void> {
  await client.query(sessionSettings.map((setting) => `set ${setting}`).join('; '));
}

/** Ends a client, also one whose line is silent: its goodbye is waited for no longer than a second. */
export async function endClient(client: Client): Promise<void> {
  const goodbye = setTimeout(() => destroyLine(client), 1000);
  await client.end().finally(() => clearTimeout(goodbye));
}

/** Closes a client's socket at once: what waits for an answer on it fails. */
export function destroyLine(client: unknown): void {
  (client as { readonly connection: { readonly stream: { destroy(): void } } }).connection.stream.destroy();
}
