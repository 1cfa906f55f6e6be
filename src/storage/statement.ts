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
