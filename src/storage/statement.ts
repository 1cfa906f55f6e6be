import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Dialect } from './dialect';
import type { Tables } from './schema';

/** Stands for a value while the statement is built. */
class Placeholder {
  constructor(readonly name: string) {}
}

/**
 * A statement that is written with Kysely once and compiled once; each run only puts the values in. For what runs
 * often: compiling costs more than SQLite's own work. `build` must not look into the values it is given; a list among
 * them belongs into `Dialect.among`.
 */
export function prepare<Values extends object, Row>(
  dialect: Dialect,
  build: (values: Values) => Compilable<Row>,
): (db: Kysely<Tables>, values: Values) => Promise<Row[]> {
  const queryOf = compilingOnce(dialect, build);
  return (db, values) => dialect.run(db, queryOf(values));
}

/**
 * The same for reads of what is committed, which some databases answer without a queue. The columns must be named one
 * by one: another process may add columns to a table while this one runs.
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

/** The same for reads whose conditions differ from run to run: one statement is kept for each set of values. */
export function prepareReads<Values extends Cells, Row>(
  db: Kysely<Tables>,
  dialect: Dialect,
  build: (values: Values) => Compilable<Row>,
): (values: Values) => Promise<readonly Row[]> {
  const prepared = new Map<string, (values: Values) => Promise<readonly Row[]>>();
  return (values) => {
    const names = Object.keys(values);
    const shape = names.join();
    const known = prepared.get(shape) ?? prepareRead<Values, Row>(db, dialect, pickingFrom(names, build));
    prepared.set(shape, known);
    return known(values);
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

type Cells = Readonly<Record<string, unknown>>;

/**
 * The same for statements whose columns differ from run to run, such as updates of what has changed: one statement is
 * kept for each set of columns.
 */
export function prepareColumns<Values extends Cells, Row>(
  dialect: Dialect,
  build: (values: Values) => Compilable<Row>,
): (db: Kysely<Tables>, values: Values) => Promise<Row[]> {
  const prepared = new Map<string, (db: Kysely<Tables>, values: Values) => Promise<Row[]>>();
  return (db, values) => {
    const columns = Object.keys(values);
    const shape = columns.join();
    const known = prepared.get(shape) ?? prepare<Values, Row>(dialect, pickingFrom(columns, build));
    prepared.set(shape, known);
    return known(db, values);
  };
}

/** `build` is given an object of these columns, each of which stands for its value. */
function pickingFrom<Values extends Cells, Row>(
  columns: readonly string[],
  build: (values: Values) => Compilable<Row>,
): (placeholders: Values) => Compilable<Row> {
  return (placeholders) =>
    build(Object.fromEntries(columns.map((column) => [column, placeholders[column]])) as Values);
}
