import { DatabaseSync } from 'node:sqlite';
import { StoreOpenError } from '../errors';
import type { KeptPush, Push, PushInbox } from '../store';
import type { Vault } from '../vault';
import { harden, makeFile, refuseForeignFile } from './files';

/** More than a day of pushes of a busy provider; behind it, a flood would fill the disk. */
const maxPushes = 100_000;

/** A push that was set aside, without its body. */
export interface AsidePush {
  readonly id: number;
  readonly provider: string;
  readonly receivedAt: Date;
  readonly reason: string;
}

/** The inbox: a SQLite file of its own on this machine, its pushes sealed by the service's key. */
export class SqliteInbox implements PushInbox {
  private constructor(
    private readonly database: DatabaseSync,
    private readonly vault: Vault,
  ) {}

  /** Opens or makes the file; `:memory:` keeps it in memory. Throws StoreOpenError. */
  static open(path: string, vault: Vault): SqliteInbox {
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
      // Without it, counting them would read every body, for every push that is kept.
      database.exec('create index if not exists push_by_reason on push (aside_reason)');
      return new SqliteInbox(database, vault);
    } catch (cause) {
      database?.close();
      if (cause instanceof StoreOpenError) throw cause;
      const reason = cause instanceof Error ? cause.message : 'unknown fault';
      throw new StoreOpenError(
        `The inbox file ${path} cannot be opened (${reason}). INBOX_PATH must name a file that this user may write.`,
        { cause },
      );
    }
  }

  put({ provider, doorHash, body, receivedAt }: Push): void {
    const { waiting, aside } = this.counts();
    if (waiting + aside >= maxPushes) throw new RangeError('The inbox is full.');
    const sealed = this.vault.wrap(Buffer.from(JSON.stringify(body)), contextOf(doorHash));
    this.database
      .prepare('insert into push (provider, door_hash, sealed_body, received_at) values (?, ?, ?, ?)')
      .run(provider, doorHash, sealed, receivedAt.getTime());
  }

  waiting(after: number, limit: number): readonly KeptPush[] {
    const rows = this.database
      .prepare('select * from push where aside_reason is null and id > ? order by id limit ?')
      .all(after, limit) as unknown as PushRow[];
    return rows.map(({ id, provider, door_hash: doorHash, sealed_body, received_at }) => ({
      id,
      provider,
      doorHash,
      receivedAt: new Date(received_at),
      open: () => JSON.parse(this.vault.unwrap(sealed_body, contextOf(doorHash)).toString()) as unknown,
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

  /** Seals with the first service key what is not yet, so that older ones can be taken away. How many it sealed. */
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

  /** Lets what was set aside be tried again: one, or all. How many there were. */
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
  readonly aside_reason: string | null;
}

function contextOf(doorHash: string): string {
  return `inbox:${doorHash}`;
}
