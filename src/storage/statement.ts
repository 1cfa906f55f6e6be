import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Dialect } from './dialect';
import type { Tables } from './schema';

/** Stands for a value while the statement is built. */
class Placeholder {
  constructor(readonly name: string) {}
}

/**
 * A statement that is built with Kysely and compiled once; each run only inserts the values. For statements that run
 * often: compiling costs more than SQLite's own work. `build` must not inspect the values it is given; a list among
 * them goes into `Dialect.among`.
 */
export function prepare<Values extends object, Row>(
  dialect: Dialect,
  build: (values: Values) => Compilable<Row>,
): (db: Kysely<Tables>, values: Values) => Promise<Row[]> {
  const queryOf = compilingOnce(dialect, build);
  return (db, values) => dialect.run(db, queryOf(values));
}

/** The same for a statement that returns nothing and runs once for each of many values, in a transaction. */
export function prepareEach<Values extends object>(
  dialect: Dialect,
  build: (values: Values) => Compilable<unknown>,
): (tx: Kysely<Tables>, many: readonly Values[]) => Promise<void> {
  const queryOf = compilingOnce(dialect, build);
  return async (tx, many) => {
    const queries = many.map(queryOf);
    const [first] = queries;
    if (!first) return;
    if (dialect.runEach) {
      const parameters = queries.map((query) => query.parameters);
      dialect.runEach(first.sql, parameters);
    } else {
      for (const query of queries) await dialect.run(tx, query);
    }
  };
}

/**
 * The same for reads of committed data, which some databases answer without a queue. The columns must be named one by
 * one: another process may add columns to a table while this one runs.
 */
export function prepareRead<Values extends object, Row>(
  db: Kysely<Tables>,
  dialect: Dialect,
  build: (values: Values) => Compilable<Row>,
): (values: Values) => Promise<readonly Row[]> {
  const queryOf = compilingOnce(dialect, build);
  return async (values) => {
    const query = queryOf(values);
    const rows = dialect.readNow?.(query.sql, query.parameters) as Row[] | null | undefined;
    return rows ?? (await db.executeQuery<Row>(query)).rows;
  };
}

/**
 * The same for statements whose shape depends on the values that are given, such as updates of changed columns: one is
 * kept for each sequence of names.
 */
export function prepareColumns<Values extends Named, Row>(
  dialect: Dialect,
  build: (values: Values) => Compilable<Row>,
): (db: Kysely<Tables>, values: Values) => Promise<Row[]> {
  const prepared = byNames<Values, (db: Kysely<Tables>, values: Values) => Promise<Row[]>>((only) =>
    prepare(dialect, (placeholders) => build(only(placeholders))),
  );
  return (db, values) => prepared(values)(db, values);
}

/** The same for reads. */
export function prepareReads<Values extends Named, Row>(
  db: Kysely<Tables>,
  dialect: Dialect,
  build: (values: Values) => Compilable<Row>,
): (values: Values) => Promise<readonly Row[]> {
  const prepared = byNames<Values, (values: Values) => Promise<readonly Row[]>>((only) =>
    prepareRead(db, dialect, (placeholders) => build(only(placeholders))),
  );
  return (values) => prepared(values)(values);
}

type Named = Readonly<Record<string, unknown>>;

/** Callers choose the names by their filters, so their sequences are many; the least used are forgotten. */
const maxShapes = 256;

/** Makes one for each sequence of names; `make` is given a function that picks those names. */
function byNames<Values extends Named, Made extends object>(
  make: (only: (placeholders: Values) => Values) => Made,
): (values: Values) => Made {
  const known = new LRUCache<string, Made>({ max: maxShapes });
  return (values) => {
    const names = Object.keys(values);
    const key = names.join();
    const made =
      known.get(key) ??
      make((placeholders) => Object.fromEntries(names.map((name) => [name, placeholders[name]])) as Values);
    known.set(key, made);
    return made;
  };
}

function compilingOnce<Values extends object, Row>(
  dialect: Dialect,
  build: (values: Values) => Compilable<Row>,
): (values: Values) => CompiledQuery<Row> {
  const placeholders = new Proxy({}, { get: (_target, name) => new Placeholder(String(name)) }) as Values;
  let compiled: CompiledQuery<Row> | null = null;
  const toParameter = (value: unknown) =>
    Array.isArray(value) ? dialect.listParameter(value as readonly string[]) : value;
  return (values) => {
    compiled ??= build(placeholders).compile();
    const parameters = compiled.parameters.map((parameter) =>
      parameter instanceof Placeholder ? toParameter(values[parameter.name as keyof Values]) : parameter,
    );
    return { ...compiled, parameters };
  };
}
