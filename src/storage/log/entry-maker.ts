import type { Kysely } from 'kysely';
import { canonicalJson } from '../../domain/log/canonical-json';
import { commitmentTo, entryText, type LogEntry, type LogKind } from '../../domain/log/entry';
import { factsOf } from '../../domain/log/facts';
import { leafHash } from '../../domain/log/merkle';
import type { OpenDatabase } from '../dialect';
import { seal } from '../encryption/cipher-suite';
import type { DataKeys } from '../encryption/data-keys';
import type { Vault } from '../encryption/vault';
import { SealError } from '../errors';
import type { Tables } from '../schema';
import { prepare } from '../statement';
import { nodesAfter } from './log-hashes';
import { type Logged, LogSource } from './log-source';
import { readState } from './log-state';
import { Salts, sealContext } from './salts';
import { type Subject, subjectColumns, toSubject } from './subject-rows';
import type { LogEntryRow, LogNodeRow } from './tables';

/** The next entries, ready to be inserted. */
export interface EntryBatch {
  /** The state of the log that they continue. */
  readonly size: number;
  readonly feedPlace: number;
  readonly kept: number;
  readonly erasures: number;
  readonly rows: readonly LogEntryRow[];
  /** Hashes of the tiles that they fill. */
  readonly nodes: readonly LogNodeRow[];
  /** The place in the feed of the last event among them. */
  readonly lastFeedPlace: number;
  readonly waitingIds: readonly number[];
}

/** The verifications that entries are about. */
type Subjects = ReadonlyMap<string, Subject>;

/** Makes entries for what waits for one: the part of appending that costs time, and changes nothing. */
export class EntryMaker {
  readonly #source: LogSource;
  readonly #salts: Salts;
  readonly #verifications;

  constructor(
    private readonly database: Pick<OpenDatabase, 'db' | 'dialect'>,
    private readonly vault: Vault,
    private readonly dataKeys: DataKeys,
  ) {
    const { db, dialect } = database;
    this.#source = new LogSource(db, dialect);
    this.#salts = new Salts(db, dialect);
    this.#verifications = prepare(dialect, ({ ids }: { readonly ids: readonly string[] }) =>
      db.selectFrom('verification').select(subjectColumns).where(dialect.among('id', ids)),
    );
  }

  /** At most `most` entries; null if nothing waits. */
  async next(most: number, db: Kysely<Tables> = this.database.db): Promise<EntryBatch | null> {
    const state = await readState(db);
    if (!state) return null;
    const { logged, feedPlace, waitingIds } = await this.#source.next(db, state.feed_place, most);
    if (logged.length === 0) return null;
    const subjects = await this.#subjects(db, logged);
    await this.#salts.load(
      db,
      logged.flatMap(({ entry: { id = '', version } }) => (version !== 1 && subjects.has(id) ? [id] : [])),
    );
    const rows = await this.#toRows(db, state.size, logged, subjects);
    return {
      size: state.size,
      feedPlace: state.feed_place,
      kept: state.kept,
      erasures: state.erasures,
      rows,
      nodes: await nodesAfter(
        db,
        state.size,
        rows.map(({ leaf }) => leaf),
      ),
      lastFeedPlace: feedPlace,
      waitingIds,
    };
  }

  async #toRows(
    db: Kysely<Tables>,
    size: number,
    logged: readonly Logged[],
    subjects: Subjects,
  ): Promise<LogEntryRow[]> {
    const rows: LogEntryRow[] = [];
    for (const [at, { entry, facts, feedPlace }] of logged.entries()) {
      const subject = subjects.get(entry.id ?? '');
      const committed = subject && (await unlessAltered(this.#commit(db, subject, entry, facts, size + at)));
      const environment = subject && entry.kind === 'event' ? subject.environment : entry.environment;
      const text = entryText({ ...entry, environment, commitment: committed?.commitment });
      rows.push({
        place: size + at,
        entry: text,
        leaf: leafHash(Buffer.from(text)),
        kind: entry.kind,
        subject_id: entry.id ?? null,
        version: entry.version ?? null,
        feed_place: feedPlace,
        sealed: committed?.sealed ?? null,
      });
    }
    return rows;
  }

  async #commit(
    db: Kysely<Tables>,
    subject: Subject,
    entry: LogEntry,
    given: unknown,
    place: number,
  ): Promise<{ commitment: string; sealed: Buffer } | null> {
    // Destroyed data must not be sealed again, and nothing must commit to it any more.
    const { key } = subject;
    if (!key) return null;
    const facts = given === null ? factsOf(subject) : canonicalJson(given);
    const salt = await this.#salts.of(db, subject.id, entry.version === 1, key);
    const plain = Buffer.concat([salt, Buffer.from(facts)]);
    return {
      commitment: commitmentTo(facts, salt),
      sealed: seal(this.vault.suite, key, plain, sealContext(place)),
    };
  }

  async #subjects(db: Kysely<Tables>, logged: readonly Logged[]): Promise<Subjects> {
    const kinds: ReadonlySet<LogKind> = new Set(['event', 'reveal']);
    const ids = logged.flatMap(({ entry }) => (kinds.has(entry.kind) && entry.id ? [entry.id] : []));
    if (ids.length === 0) return new Map();
    const rows = await this.#verifications(db, { ids: [...new Set(ids)] });
    const open = rows.filter((row) => row.redacted_at === null);
    const keys = await this.dataKeys.load(
      open.map((row) => row.data_key_id),
      db,
    );
    const subjects = new Map<string, Subject>();
    for (const row of rows) {
      const key = row.redacted_at === null ? keys.of(row) : null;
      subjects.set(row.id, toSubject(row, key));
    }
    return subjects;
  }
}

/** Null if something sealed was altered: the log goes on with an entry that commits to nothing, which verifying finds. */
async function unlessAltered<Value>(commit: Promise<Value>): Promise<Value | null> {
  try {
    return await commit;
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}
