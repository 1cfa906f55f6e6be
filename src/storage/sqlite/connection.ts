import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';

type SqliteValue = null | number | bigint | string | NodeJS.ArrayBufferView;
type Query = Pick<CompiledQuery, 'sql' | 'parameters'>;

/** Lists of different lengths make statements of many shapes: not all of them are kept. */
const maxStatements = 256;

interface Prepared {
  readonly statement: StatementSync;
  readonly returnsRows: boolean;
}

/**
 * The one connection to a database file, which keeps prepared statements. Only one caller has the turn, so that no read
 * falls into another caller's transaction; turns are taken in the order of the requests.
 */
export class SqliteConnection implements DatabaseConnection {
  readonly #prepared = new Map<string, Prepared>();
  readonly #waiting: (() => void)[] = [];
  #isTaken = false;

  /** `onFault` is called with the error of every statement that fails. */
  constructor(
    private readonly database: DatabaseSync,
    private readonly onFault: (error: unknown) => void,
  ) {}

  /** For statements that run often: at once if the turn is free, and without Kysely's overhead. */
  async rows(query: Query): Promise<unknown[]> {
    if (!this.#isTaken) return this.rowsWithin(query);
    await this.takeTurn();
    try {
      return this.rowsWithin(query);
    } finally {
      this.endTurn();
    }
  }

  /** The same for a caller that has the turn. */
  rowsWithin({ sql, parameters }: Query): unknown[] {
    return this.#told(() => this.#prepare(sql).statement.all(...(parameters as SqliteValue[])));
  }

  /** Runs a statement for each of the parameters; for a caller that has the turn. */
  runEach(sql: string, parameters: readonly (readonly unknown[])[]): void {
    this.#told(() => {
      const { statement } = this.#prepare(sql);
      for (const values of parameters) statement.run(...(values as SqliteValue[]));
    });
  }

  async takeTurn(): Promise<void> {
    // When a turn ends it passes to the next in line, so that it is taken already.
    if (this.#isTaken) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#isTaken = true;
  }

  endTurn(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#isTaken = false;
  }

  run(sql: string): void {
    this.#told(() => this.#prepare(sql).statement.run());
  }

  async executeQuery<Row>({ sql, parameters }: Query): Promise<QueryResult<Row>> {
    return this.#told(() => {
      const { statement, returnsRows } = this.#prepare(sql);
      const values = parameters as SqliteValue[];
      if (returnsRows) return { rows: statement.all(...values) as Row[] };
      const { changes, lastInsertRowid } = statement.run(...values);
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
    });
  }

  // Not used: results are never streamed.
  async *streamQuery<Row>(query: Query): AsyncIterableIterator<QueryResult<Row>> {
    yield await this.executeQuery<Row>(query);
  }

  close(): void {
    this.#prepared.clear();
    this.database.close();
  }

  #told<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      this.onFault(error);
      throw error;
    }
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

/** Kysely driver over that connection. */
export class SqliteDriver implements Driver {
  constructor(private readonly connection: SqliteConnection) {}

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    await this.connection.takeTurn();
    return this.connection;
  }

  async beginTransaction(): Promise<void> {
    // With SQLite's default (deferred), a transaction that reads first could be refused when it writes.
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
