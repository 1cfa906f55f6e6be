/**
 * One of several processes that open the same database at once: `node one-of-many.cjs DATABASE_URL`. Writes what it
 * got as one line of JSON.
 */
const { Secret } = require('../../dist/domain/secret.js');
const { openStore } = require('../../dist/storage/open-store.js');

async function main(databaseUrl) {
  const store = await openStore({
    databaseUrl,
    encryptionKeys: [{ id: 'k1', key: Secret.of(Buffer.alloc(32, 1)) }],
    cipherSuite: 'aes',
    report: (error) => {
      throw error;
    },
  });
  let granted = 0;
  for (let tries = 0; tries < 20; tries += 1) {
    if (await store.takeAttempt('target', { now: new Date(0), windowMs: 1000, limit: 30 })) granted += 1;
  }
  process.stdout.write(JSON.stringify({ granted, fingerprint: store.fingerprint('a text') }));
  await store.close();
}

main(process.argv[2]);
