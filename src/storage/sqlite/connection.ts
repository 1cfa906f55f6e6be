import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';

type SqliteValue = null | number | bigint | string | NodeJS.ArrayBufferView;
type Query = Pick<CompiledQuery, 'sql' | 'parameters'>;

/** Lists within a statement make statements of many shapes: the old ones are forgotten rather than all kept. */
const maxStatements = 256;

interface Prepared {
  readonly statement: StatementSync;
  readonly returnsRows: boolean;
}

/**
 * The one connection to a database file, with prepared statements kept. Whoever has the turn has it alone, so that
 * nobody reads in the midst of somebody's transaction; turns are taken in the order they were asked for.
 */
export class SqliteConnection implements DatabaseConnection {
  readonly #prepared = new Map<string, Prepared>();
  readonly #waiting: (() => void)[] = [];
  #isTaken = false;

  constructor(private readonly database: DatabaseSync) {}

  /** For what runs often: at once where nobody has the turn, and without Kysely's way to it. */
  async rows(query: Query): Promise<unknown[]> {
    if (!this.#isTaken) return this.rowsWithin(query);
    await this.takeTurn();
    try {
      return this.rowsWithin(query);
    } finally {
      this.endTurn();
    }
  }

  /** The same for who has the turn. */
  rowsWithin({ sql, parameters }: Query): unknown[] {
    return this.#prepare(sql).statement.all(...(parameters as SqliteValue[]));
  }

  async takeTurn(): Promise<void> {
    // Who ends a turn hands it on: then it is taken already.
    if (this.#isTaken) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#isTaken = true;
  }

  endTurn(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#isTaken = false;
  }

  run(sql: string): void {
    this.#prepare(sql).statement.run();
  }

  async executeQuery<Row>({ sql, parameters }: Query): Promise<QueryResult<Row>> {
    const { statement, returnsRows } = this.#prepare(sql);
    const values = parameters as SqliteValue[];
    if (returnsRows) return { rows: statement.all(...values) as Row[] };
    const { changes, lastInsertRowid } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  // Nothing here reads by streams.
  async *streamQuery<Row>(query: Query): AsyncIterableIterator<QueryResult<Row>> {
    yield await this.executeQuery<Row>(query);
  }

  close(): void {
    this.#prepared.clear();
    this.database.close();
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql);
    if (known) return known;
    if (this.#prepared.size >= maxStatements) this.#prepared.clear();
    const statement = this.database.prepare(sql);
    const prepared = { statement, returnsRows: statement.columns().length > 0 };
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}

/** Has Kysely use that connection. */
export class SqliteDriver implements Driver {
  constructor(private readonly connection: SqliteConnection) {}

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    await this.connection.takeTurn();
    return this.connection;
  }

  async beginTransaction(): Promise<void> {
    // Deferred, as SQLite begins by itself, one that reads first could be refused when it comes to write.
    this.connection.run('begin immediate');
  }

  async commitTransaction(): Promise<void> {
    this.connection.run('commit');
  }

  async rollbackTransaction(): Promise<void> {
    this.connection.run('rollback');
  }

  async releaseConnection(): Promise<void> {
    this.connection.endTurn();
  }

  async destroy(): Promise<void> {
    this.connection.close();
  }
}
