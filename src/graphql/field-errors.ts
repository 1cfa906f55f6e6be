import type { ExecutionResult, GraphQLError } from 'graphql';

type Data = ExecutionResult['data'];
type Errors = readonly GraphQLError[];

/**
 * Whether the null of some error's field had to spread to a field around it. Which other errors are then still
 * reported is left open by the specification, and differs between executors.
 */
export function spreadsNull(errors: Errors, data: Data): boolean {
  return errors.some(({ path = [] }) => {
    let value: unknown = data;
    for (const key of path) {
      if (value === null) return true;
      value = valueAt(value, key);
    }
    return false;
  });
}

/** Errors by the place of their field in the answer; those of one place, and those without a place, stay as they are. */
export function inOrder(errors: Errors, data: Data): Errors {
  if (errors.length < 2) return errors;
  const places = new Map<object, ReadonlyMap<string | number, number>>();
  return errors.toSorted(({ path: a = [] }, { path: b = [] }) => {
    let value: unknown = data;
    for (const [depth, key] of a.entries()) {
      const other = b[depth];
      if (other === undefined) return 1;
      if (key !== other) return placeIn(value, key, places) - placeIn(value, other, places);
      value = valueAt(value, key);
    }
    return a.length - b.length;
  });
}

function placeIn(
  value: unknown,
  key: string | number,
  places: Map<object, ReadonlyMap<string | number, number>>,
): number {
  if (typeof key === 'number') return key;
  // The fields of an object that became null have no order any more.
  if (typeof value !== 'object' || value === null) return 0;
  let known = places.get(value);
  if (!known) {
    known = new Map(Object.keys(value).map((name, place) => [name, place]));
    places.set(value, known);
  }
  return known.get(key) ?? 0;
}

function valueAt(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null) return null;
  return (value as Record<string | number, unknown>)[key] ?? null;
}
