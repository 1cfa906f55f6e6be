/**
 * Opens stores on command: `node open-on-command.cjs PROGRAM`, then one database's address a line. The program is loaded before,
 * so that several of these open the same database at the very same moment. Answers each line with one of its own:
 * `open`, or why not.
 */
const { dirname, join } = require('node:path');
const { createInterface } = require('node:readline');

const dist = dirname(process.argv[2]);
const { Secret } = require(join(dist, 'domain/privacy/secret.js'));
const { databaseAddress, inboxPathOf } = require(join(dist, 'config/database-address.js'));
const { openInbox, openStore } = require(join(dist, 'storage/open-store.js'));

async function open(databaseUrl) {
  const database = databaseAddress(databaseUrl);
  const settings = {
    database,
    busUrl: null,
    encryptionKeys: [{ id: 'k1', key: Secret.of(Buffer.alloc(32, 7)) }],
    cipherSuite: 'aes',
    report: () => {},
  };
  try {
    const store = await openStore(settings);
    openInbox(database.kind === 'postgres' ? ':memory:' : inboxPathOf(database), settings).close();
    await store.close();
    return 'open';
  } catch (error) {
    return String(error.message).replaceAll('\n', ' ');
  }
}

createInterface(process.stdin).on('line', async (line) => process.stdout.write(`${await open(line)}\n`));
process.stdout.write('loaded\n');
