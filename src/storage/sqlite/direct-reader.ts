import type { DatabaseSync, StatementSync } from 'node:sqlite';

type Cells = readonly unknown[];

/** A row whose properties look into its cells: objects of node:sqlite cost twice as much to make and to read. */
type RowClass = new (cells: Cells) => object;

interface KnownStatement {
  readonly statement: StatementSync;
  readonly Row: RowClass;
}

/**
 * Runs reads at once, past Kysely's queue for the one connection. Statements must name their columns: these are asked
 * for once.
 */
export class DirectReader {
  readonly #statements = new Map<string, KnownStatement>();

  constructor(private readonly database: DatabaseSync) {}

  /** Null while a transaction is open, which a read on the same connection would look into before it is committed. */
  read(sql: string, parameters: readonly unknown[]): unknown[] | null {
    if (this.database.isTransaction) return null;
    const { statement, Row } = this.#statements.get(sql) ?? this.#prepare(sql);
    const found: unknown = statement.all(...(parameters as string[]));
    const rows = found as Cells[];
    return rows.map((cells) => new Row(cells));
  }

  #prepare(sql: string): KnownStatement {
    const statement = this.database.prepare(sql);
    statement.setReturnArrays(true);
    const known = { statement, Row: rowClass(statement.columns().map(({ name }) => name)) };
    this.#statements.set(sql, known);
    return known;
  }
}

function rowClass(names: readonly string[]): RowClass {
  class Row {
    constructor(readonly cells: Cells) {}
  }
  names.forEach((name, place) => {
    Object.defineProperty(Row.prototype, name, {
      get(this: Row) {
        return this.cells[place];
      },
    });
  });
  return Row;
}
