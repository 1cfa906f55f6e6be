import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { LRUCache } from 'lru-cache';

type Cells = readonly unknown[];

/** A row whose properties read its cells: the objects of node:sqlite cost twice as much to make and to read. */
type RowClass = new (cells: Cells) => object;

interface KnownStatement {
  readonly statement: StatementSync;
  readonly Row: RowClass;
}

/** Filters make statements of many shapes; the least used are forgotten. */
const maxStatements = 256;
const maxBytes = 8 * 1024 * 1024;
/** Roughly what SQLite keeps of a statement, and of each character of its text. */
const bytes = { statement: 8192, character: 8 };

/**
 * Runs reads at once, past Kysely's queue for the one connection. Statements must name their columns, which are read
 * once per statement.
 */
export class DirectReader {
  readonly #statements = new LRUCache<string, KnownStatement>({
    max: maxStatements,
    maxSize: maxBytes,
    sizeCalculation: (_known, sql) => sql.length * bytes.character + bytes.statement,
  });

  constructor(private readonly database: DatabaseSync) {}

  /** Null while a transaction is open: a read on the same connection would see it before it is committed. */
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
