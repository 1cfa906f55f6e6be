import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * The last checkpoint that was cosigned for each log, in a folder. A check and the change that follows from it are one
 * transaction that is on the disk before it returns, so that neither a second process nor a crash rolls a log back.
 */
export class WitnessState {
  readonly #database: DatabaseSync;

  /** Throws if the folder cannot be made or written. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#database = new DatabaseSync(join(folder, 'witness.db'), { timeout: 5000 });
    this.#database.exec('pragma journal_mode = wal; pragma synchronous = full');
    this.#database.exec(
      'create table if not exists latest (origin text primary key, note text not null) strict',
    );
  }

  /** The note that was cosigned last; null if there is none. */
  read(origin: string): string | null {
    const row = this.#database.prepare('select note from latest where origin = ?').get(origin);
    return row ? String(row['note']) : null;
  }

  /** Replaces the last note by the one that `next` returns for it, if it returns one. */
  change<Result extends { readonly note: string | null }>(
    origin: string,
    next: (last: string | null) => Result,
  ): Result {
    this.#database.exec('begin immediate');
    try {
      const result = next(this.read(origin));
      if (result.note !== null) {
        this.#database
          .prepare(
            'insert into latest (origin, note) values (?, ?) on conflict (origin) do update set note = excluded.note',
          )
          .run(origin, result.note);
      }
      this.#database.exec('commit');
      return result;
    } catch (error) {
      this.#database.exec('rollback');
      throw error;
    }
  }

  close(): void {
    this.#database.close();
  }
}
