import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type LogKind, logKinds } from '../../src/domain/log/entry';
import { Secret } from '../../src/domain/privacy/secret';
import type { SqliteAddress } from '../../src/storage/database-address';
import type { OpenDatabase } from '../../src/storage/dialect';
import type { CipherSuiteName } from '../../src/storage/encryption/cipher-suite';
import { DataKeys } from '../../src/storage/encryption/data-keys';
import { Vault } from '../../src/storage/encryption/vault';
import { openKeyStore } from '../../src/storage/key-store/open-key-store';
import { EntryAppender } from '../../src/storage/log/entry-appender';
import { EntryMaker } from '../../src/storage/log/entry-maker';
import type { EntryThread } from '../../src/storage/log/entry-thread';
import { openStore } from '../../src/storage/open-store';
import { openSqlite } from '../../src/storage/sqlite/database';
import type { Store } from '../../src/storage/store';
import { type Random, randomOf } from '../fuzz/random';
import { person } from '../graphql/invented';
import { temporaryFolder } from '../support/temporary-folder';
import { sameEntries } from './same-entries';
import {
  addressOf,
  at,
  draft,
  everythingPersonal,
  happens,
  nothingNew,
  pushed,
  rejection,
  serviceKey,
  settings,
} from './samples';

// A thread runs compiled files.
const compiled =
  require('../../dist/storage/log/entry-thread.js') as typeof import('../../src/storage/log/entry-thread');

/** A long run, for `npm run test:log`: 2,000. */
const rounds = Number(process.env['LOG_ROUNDS'] ?? 25);
const seed = Number(process.env['LOG_SEED'] ?? 21);

/** Names that are awkward in JSON, in UTF-8, or to sort. */
const names = ['甄试例', '𠮷田', 'O’Brien "x"', 'tab\tand\nline', '\u007f\u0080', 'é', 'e\u0301', ''];

/** What happens in a service, at random. */
class Happenings {
  readonly #ids: string[] = [];
  #now = 0;

  constructor(
    private readonly random: Random,
    private readonly store: Store,
    private readonly path: string,
  ) {}

  async next(): Promise<void> {
    this.#now += this.random.below(3) * 250;
    const id = this.random.pick(this.#ids.length === 0 ? [''] : this.#ids);
    if (id === '' || this.random.chance(0.35)) return this.#create();
    if (this.random.chance(0.6)) return this.#change(id);
    if (this.random.chance(0.3)) return this.#reveal(id);
    if (this.random.chance(0.4)) return this.#redact(id);
    if (this.random.chance(0.3)) return this.#alter(id);
    return this.#wait();
  }

  async #create(): Promise<void> {
    const id = `v-${this.#ids.length}`;
    this.#ids.push(id);
    const { subject, school, audit, staffReason } = everythingPersonal;
    const realName = this.random.pick(names);
    await this.store.verifications.create(
      draft(id, {
        guid: `account-${this.random.below(8)}`,
        createdAt: at(this.#now),
        clientReference: this.random.chance(0.5) ? this.random.pick(names) : null,
        purpose: this.random.chance(0.2) ? this.random.pick(names) : null,
        environment: this.random.pick(['LIVE', 'SANDBOX']),
        personal: {
          subject: this.random.chance(0.5) ? subject : Secret.of({ ...person, realName }),
          ...(this.random.chance(0.3) && { school }),
          ...(this.random.chance(0.3) && { audit }),
          ...(this.random.chance(0.1) && { staffReason }),
        },
      }),
    );
  }

  async #change(id: string): Promise<void> {
    const when = at(this.#now);
    const facts = [pushed(when), pushed(when, rejection), nothingNew, { kind: 'canceled' } as const];
    await this.#unlessAltered(this.store.verifications.change(id, happens(this.random.pick(facts), when)));
  }

  async #reveal(verificationId: string): Promise<void> {
    const reveal = { verificationId, caller: 'staff-1', purpose: this.random.pick(names), at: at(this.#now) };
    await this.store.reveals.recordOfReport([reveal]);
  }

  async #redact(id: string): Promise<void> {
    await this.#unlessAltered(
      this.store.verifications.change(id, happens({ kind: 'redacted' }, at(this.#now))),
    );
    if (this.random.chance(0.7)) await this.#unlessAltered(this.store.retention.destroyRedacted([id]));
  }

  /** Somebody changes a sealed value in the database, which then does not open. */
  async #alter(id: string): Promise<void> {
    const database = new DatabaseSync(this.path, { timeout: 5000 });
    database.prepare('update verification set sealed_subject = zeroblob(60) where id = ?').run(id);
    database.close();
  }

  async #wait(): Promise<void> {
    const kinds = logKinds.filter((kind) => kind !== 'event' && kind !== 'reveal');
    const kind: LogKind = this.random.pick(kinds);
    const note = this.random.chance(0.2) ? `a note\n\n— ${this.random.pick(names)}\n` : undefined;
    await this.store.log.wait({
      kind,
      id: `other-${this.random.below(50)}`,
      note,
      recordedAt: at(this.#now).getTime(),
    });
  }

  /** The store refuses to go on with a row that was altered. */
  async #unlessAltered(work: Promise<unknown>): Promise<void> {
    await work.catch((error: Error) => {
      if (!/altered|seal/i.test(`${error.name} ${error.message}`)) throw error;
    });
  }
}

describe.each<CipherSuiteName>(['aes', 'sm4'])(
  'entries made in a thread of their own, sealed with %s',
  (cipherSuite) => {
    const folder = temporaryFolder();
    const path = join(folder.path, 'realname.db');
    const address = addressOf(`sqlite:${path}`) as SqliteAddress;
    const encryptionKeys = [serviceKey('k1')];
    let store: Store;
    let thread: EntryThread;
    let database: OpenDatabase;

    beforeAll(async () => {
      store = await openStore(settings(`sqlite:${path}`, { cipherSuite }));
      await store.log.begin({ origin: 'log.example/log', vkey: 'log.example/log+00000000+AA==' });
      await store.log.keep();
      database = openSqlite(address);
      const { EntryThread: Thread } = compiled;
      thread = new Thread({ database: address, keyStore: { kind: 'database' }, encryptionKeys, cipherSuite });
    });
    afterAll(async () => {
      await thread.close();
      await database.close();
      await store.close();
      folder.remove();
    });

    it(`are byte for byte those that are made in place, in ${rounds} random rounds`, async () => {
      const random = randomOf(seed);
      const happenings = new Happenings(random, store, path);
      const vault = new Vault(encryptionKeys, cipherSuite);
      let size = 0;
      for (let round = 0; round < rounds; round += 1) {
        for (let n = random.below(120); n > 0; n -= 1) await happenings.next();
        const most = 1 + random.below(150);
        const dataKeys = new DataKeys(openKeyStore({ kind: 'database' }, database), vault, {
          keysDestroyed() {},
        });
        const inThread = await thread.next(most);
        // Made afresh, so that it remembers no salt.
        const inPlace = await new EntryMaker(database, vault, dataKeys).next(most);
        expect(inThread === null).toBe(inPlace === null);
        if (!inThread || !inPlace) continue;
        await sameEntries(inThread, inPlace, { db: database.db, dataKeys });
        const appender = new EntryAppender(database, { next: async () => inThread });
        expect(await appender.append(most)).toBe(inThread.rows.length);
        size += inThread.rows.length;
      }
      expect((await store.log.state())?.size).toBe(size);
      expect(size).toBeGreaterThan(rounds * 20);
    });
  },
);
