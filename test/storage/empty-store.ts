import { Client } from 'pg';

const tables = [
  'lease',
  'reveal',
  'reveal_approval',
  'privileged_act',
  'consent',
  'attempt',
  'idempotency',
  'event_feed',
  'event_waiting',
  'verification_event',
  'verification',
  'identity_case_event',
  'identity_case_decision',
  'identity_case',
  'account',
  'log_entry',
  'log_node',
  'log_state',
  'log_waiting',
];

/** Leaves a store's database as it was after its migrations: a new database for each test takes longer than the test. */
export async function emptyStore(url: string, { hasKeys = true } = {}): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const all = hasKeys ? [...tables, 'keystore.data_key'] : tables;
  await client.query(all.map((table) => `delete from ${table}`).join(';'));
  // The secret that it belongs to was in the key store.
  await client.query("delete from setting where name = 'row_seal_check'");
  await client.end();
}
