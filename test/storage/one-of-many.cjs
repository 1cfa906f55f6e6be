/**
 * One of several processes on the same database: `node one-of-many.cjs DATABASE_URL VERIFICATION_ID`. Takes tries and
 * changes the verification twenty times, and writes what it got as one line of JSON.
 */
const { Secret } = require('../../dist/domain/secret.js');
const { transition } = require('../../dist/domain/transition.js');
const { openStore } = require('../../dist/storage/open-store.js');

async function main(databaseUrl, verificationId) {
  const store = await openStore({
    databaseUrl,
    encryptionKeys: [{ id: 'k1', key: Secret.of(Buffer.alloc(32, 1)) }],
    cipherSuite: 'aes',
    report: (error) => {
      throw error;
    },
  });
  const now = new Date(0);
  const fact = { kind: 'queried', outcome: { kind: 'undecided' } };
  const versions = [];
  let granted = 0;
  for (let times = 0; times < 20; times += 1) {
    if (await store.takeAttempt('target', { now, windowMs: 1000, limit: 30 })) granted += 1;
    const changed = await store.change(verificationId, (current) =>
      transition(current, fact, { now, pendingTtlMs: 1000 }),
    );
    versions.push(changed.event.version);
  }
  process.stdout.write(JSON.stringify({ granted, versions, fingerprint: store.fingerprint('a text') }));
  await store.close();
}

main(process.argv[2], process.argv[3]);
