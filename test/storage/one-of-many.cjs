/**
 * One of several processes on the same database: `node one-of-many.cjs DATABASE_URL VERIFICATION_ID`. Takes tries and
 * changes the verification twenty times, and writes what it got as one line of JSON.
 */
const { defaultPolicy } = require('../../dist/domain/assurance/policy.js');
const { databaseAddress } = require('../../dist/config/database-address.js');
const { Secret } = require('../../dist/domain/privacy/secret.js');
const { transition } = require('../../dist/domain/verification/transition.js');
const { openStore } = require('../../dist/storage/open-store.js');

/** Assurance is of no interest here. */
const rulesOf = (now) => ({
  now,
  pendingTtlMs: 1000,
  identifiers: new Set(),
  assurance: { policy: defaultPolicy, countsSandbox: false },
});

async function main(databaseUrl, verificationId) {
  const store = await openStore({
    database: databaseAddress(databaseUrl),
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
    if ((await store.attempts.take('target', { now, windowMs: 1000, limit: 30 })) === null) granted += 1;
    const changed = await store.verifications.change(verificationId, (current) =>
      transition(current, fact, rulesOf(now)),
    );
    versions.push(changed.event.version);
  }
  process.stdout.write(
    JSON.stringify({ granted, versions, fingerprint: store.encryption.fingerprint('a text') }),
  );
  await store.close();
}

main(process.argv[2], process.argv[3]);
