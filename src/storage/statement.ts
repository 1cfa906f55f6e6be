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
  const placeholders = new Proxy({}, { get: (_target, name) => new Placeholder(String(name)) }) as Values;
  let compiled: CompiledQuery<Row> | null = null;
  const toParameter = (value: unknown) =>
    Array.isArray(value) ? dialect.listParameter(value as readonly string[]) : value;
  return async (db, values) => {
    compiled ??= build(placeholders).compile();
    const parameters = compiled.parameters.map((parameter) =>
      parameter instanceof Placeholder ? toParameter(values[parameter.name as keyof Values]) : parameter,
    );
    const { rows } = await db.executeQuery<Row>({ ...compiled, parameters });
    return rows;
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
