import { DatabaseSync } from 'node:sqlite';
import type { Encryption } from '../encryption/contract';
import { openFingerprintSecret } from '../encryption/fingerprint-secret';
import { Fingerprints, type Vault } from '../encryption/vault';
import { StoreOpenError } from '../errors';
import { harden, makeFile, refuseForeignFile } from '../sqlite/files';
import type { KeptPush, Push, PushInbox } from './contract';

/** Largest body as JSON, in bytes: what a reader needs of a push has a few hundred. */
export const maxBodyBytes = 2048;

/** One verification gets a handful of pushes, each repeated three times. */
const maxPerAddress = 32;

/** The part of the inbox that pushes without a MAC may fill. */
const formerShare = 1 / 8;

/** Bytes of a row besides its sealed body, roughly: hash, provider, times, and two indexes. */
const rowBytes = 256;

/** A push that was set aside, without its body. */
export interface AsidePush {
  readonly id: number;
  readonly provider: string;
  readonly receivedAt: Date;
  readonly reason: string;
}

/** The inbox: a SQLite file of its own on this machine, its pushes sealed by the service's key. */
export class SqliteInbox implements PushInbox {
  /** Bytes of pushes without a MAC, and with one: never too low, and counted again before anything is refused. */
  readonly #used: [number, number] = [0, 0];

  private constructor(
    private readonly database: DatabaseSync,
    private readonly vault: Vault,
    private readonly maxBytes: number,
  ) {
    this.#recount();
  }

  /** Opens or makes the file; `:memory:` keeps it in memory. Throws StoreOpenError. */
  static open(path: string, vault: Vault, maxBytes: number): SqliteInbox {
    let database: DatabaseSync | undefined;
    try {
      makeFile(path);
      database = new DatabaseSync(path, { timeout: 5000 });
      refuseForeignFile(database, 'main', 'inbox', path);
      harden(database, 'main', 'inbox');
      database.exec(`create table if not exists push (
        id integer primary key,
        provider text not null,
        door_hash text not null,
        sealed_body blob not null,
        received_at integer not null,
        aside_reason text
      )`);
      database.exec('create table if not exists hash_secret (id integer primary key, sealed blob not null)');
      addMark(database);
      // Without it, every push that is kept would read all bodies to count them.
      database.exec('create index if not exists push_by_reason on push (aside_reason)');
      database.exec('create index if not exists push_by_address on push (door_hash)');
      // Sizes are read from the index alone, and not from the rows.
      database.exec('create index if not exists push_by_size on push (has_mac, size)');
      return new SqliteInbox(database, vault, maxBytes);
    } catch (cause) {
      database?.close();
      if (cause instanceof StoreOpenError) throw cause;
      const reason = cause instanceof Error ? cause.message : 'unknown fault';
      throw new StoreOpenError(
        `The inbox file ${path} cannot be opened (${reason}). Name a file that this user may write (INBOX_PATH).`,
        { cause },
      );
    }
  }

  keepHashSecret(sealed: Uint8Array): void {
    this.database
      .prepare(
        'insert into hash_secret (id, sealed) values (1, ?) on conflict do update set sealed = excluded.sealed',
      )
      .run(sealed);
  }

  /** The keyed hashes; null if their secret was never kept here, or cannot be opened with these keys. */
  hashing(): Pick<Encryption, 'fingerprint'> | null {
    const row = this.database.prepare('select sealed from hash_secret').get();
    try {
      if (!row) return null;
      const hashes = new Fingerprints(openFingerprintSecret(row['sealed'] as Uint8Array, this.vault));
      return { fingerprint: (text) => hashes.of(text) };
    } catch {
      return null;
    }
  }

  put({ provider, callbackHash, hasMac, body, receivedAt }: Push): void {
    const json = Buffer.from(JSON.stringify(body));
    if (json.length > maxBodyBytes) throw new RangeError('The push is larger than the inbox keeps.');
    const sealed = this.vault.wrap(json, contextOf(callbackHash));
    this.#makeRoom(callbackHash, hasMac, sealed.length);
    this.database
      .prepare(
        'insert into push (provider, door_hash, sealed_body, received_at, has_mac, size) values (?, ?, ?, ?, ?, ?)',
      )
      .run(provider, callbackHash, sealed, receivedAt.getTime(), hasMac ? 1 : 0, sealed.length);
  }

  /** Throws if there is no room, and junk is all that could be taken away for it. */
  #makeRoom(callbackHash: string, hasMac: boolean, size: number): void {
    const { known } = this.database
      .prepare('select count(*) as known from push where door_hash = ?')
      .get(callbackHash) as { known: number };
    if (known >= maxPerAddress) throw new RangeError('The inbox keeps no more pushes of one address.');
    const needed = size + rowBytes;
    if (!this.#fits(hasMac, needed)) {
      this.#recount();
      while (hasMac && !this.#fits(hasMac, needed) && this.#dropFormer()) this.#recount();
      if (!this.#fits(hasMac, needed)) throw new RangeError('The inbox is full (INBOX_MAX_BYTES).');
    }
    this.#used[hasMac ? 1 : 0] += needed;
  }

  #fits(hasMac: boolean, needed: number): boolean {
    const [former, own] = this.#used;
    if (former + own + needed > this.maxBytes) return false;
    return hasMac || former + needed <= this.maxBytes * formerShare;
  }

  #dropFormer(): boolean {
    const oldest = 'select id from push where has_mac = 0 order by id limit 100';
    return this.database.prepare(`delete from push where id in (${oldest})`).run().changes !== 0;
  }

  #recount(): void {
    const sizes = this.database.prepare(
      'select count(*) as count, coalesce(sum(size), 0) as size from push where has_mac = ?',
    );
    for (const mark of [0, 1] as const) {
      const { count, size } = sizes.get(mark) as { count: number; size: number };
      this.#used[mark] = size + count * rowBytes;
    }
  }

  waiting(after: number, limit: number): readonly KeptPush[] {
    const rows = this.database
      .prepare('select * from push where aside_reason is null and id > ? order by id limit ?')
      .all(after, limit) as unknown as PushRow[];
    return rows.map(({ id, provider, door_hash: callbackHash, sealed_body, received_at, has_mac }) => ({
      id,
      provider,
      callbackHash,
      hasMac: has_mac === 1,
      receivedAt: new Date(received_at),
      open: () => JSON.parse(this.vault.unwrap(sealed_body, contextOf(callbackHash)).toString()) as unknown,
    }));
  }

  remove(id: number): void {
    this.database.prepare('delete from push where id = ?').run(id);
  }

  setAside(id: number, reason: string): void {
    this.database.prepare('update push set aside_reason = ? where id = ?').run(reason, id);
  }

  forget(before: Date): number {
    const { changes } = this.database.prepare('delete from push where received_at < ?').run(before.getTime());
    return Number(changes);
  }

  /** Seals every push with the first service key, so that older ones can be removed. Returns how many it sealed. */
  rewrap(): number {
    const rows = this.database.prepare('select * from push').all() as unknown as PushRow[];
    const outdated = rows.filter((row) => this.vault.isOutdated(row.sealed_body));
    for (const { id, door_hash, sealed_body } of outdated) {
      const context = contextOf(door_hash);
      const renewed = this.vault.wrap(this.vault.unwrap(sealed_body, context), context);
      this.database.prepare('update push set sealed_body = ? where id = ?').run(renewed, id);
    }
    return outdated.length;
  }

  aside(): readonly AsidePush[] {
    const rows = this.database
      .prepare('select * from push where aside_reason is not null order by id')
      .all() as unknown as PushRow[];
    return rows.map(({ id, provider, received_at, aside_reason }) => ({
      id,
      provider,
      receivedAt: new Date(received_at),
      reason: aside_reason ?? '',
    }));
  }

  /** Takes pushes that were set aside up again: one, or all. Returns how many there were. */
  replay(id: number | null): number {
    const { changes } = this.database
      .prepare('update push set aside_reason = null where aside_reason is not null and id = coalesce(?, id)')
      .run(id);
    return Number(changes);
  }

  counts(): { waiting: number; aside: number } {
    const row = this.database
      .prepare('select count(*) as total, count(aside_reason) as aside from push')
      .get() as { total: number; aside: number };
    return { waiting: row.total - row.aside, aside: row.aside };
  }

  close(): void {
    this.database.close();
  }
}

interface PushRow {
  readonly id: number;
  readonly provider: string;
  readonly door_hash: string;
  readonly sealed_body: Uint8Array;
  readonly received_at: number;
  readonly has_mac: number;
  readonly aside_reason: string | null;
}

function contextOf(callbackHash: string): string {
  return `inbox:${callbackHash}`;
}

/** The files of 1.0.0 have neither column. */
function addMark(database: DatabaseSync): void {
  // A command may open the file at the same time.
  database.exec('begin immediate');
  const columns = database.prepare('select name from pragma_table_info(?)').all('push');
  if (!columns.some(({ name }) => name === 'has_mac')) {
    database.exec('alter table push add column has_mac integer not null default 0');
    database.exec('alter table push add column size integer not null default 0');
    database.exec('update push set size = length(sealed_body)');
  }
  database.exec('commit');
}
