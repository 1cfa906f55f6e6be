import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLJSONObject } from 'graphql-scalars';
import { LRUCache } from 'lru-cache';

/**
 * A moment: `Date` inside, ISO 8601 in UTC with milliseconds outside. Input must be a full date-time with a zone
 * (RFC 3339); fractions finer than a millisecond are cut off. Errors never repeat the value: it may be a birthday.
 */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description:
    'A moment in ISO 8601, given in UTC with milliseconds: 2025-03-01T08:30:00.000Z. ' +
    'Input needs date, time and zone; any zone will do.',
  serialize: toIso,
  parseValue: (value) => toDate(value),
  parseLiteral: (node) => toDate(node.kind === Kind.STRING ? node.value : undefined, node),
});

/** Any JSON object. Unlike the library's, its errors do not repeat the value: it may be personal. */
export const JSONObject = new GraphQLScalarType<object, object>({
  ...GraphQLJSONObject.toConfig(),
  description: 'A JSON object.',
  // The library's URL leads to a document about JSON in general.
  specifiedByURL: null,
  parseValue: (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notAnObject();
    return value;
  },
  parseLiteral: (node, variables) => {
    if (node.kind !== Kind.OBJECT) throw notAnObject(node);
    return GraphQLJSONObject.parseLiteral(node, variables);
  },
});

const dateTimePattern =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

function toDate(value: unknown, node?: ValueNode): Date {
  const parts = typeof value === 'string' ? dateTimePattern.exec(value) : null;
  if (parts === null || !isDayOfMonth(Number(parts[1]), Number(parts[2]), Number(parts[3]))) {
    throw new GraphQLError(
      'DateTime must be a full ISO 8601 date-time with a zone, such as 2025-03-01T08:30:00.000Z.',
      { nodes: node ?? null },
    );
  }
  return new Date(parts[0]);
}

/** Date itself reads 30 February as 1 March. */
function isDayOfMonth(year: number, month: number, day: number): boolean {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCDate() === day;
}

function toIso(value: unknown): string {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) {
    throw new GraphQLError('DateTime cannot show a value that is not a valid Date.');
  }
  return isoOf(value);
}

const dayMs = 86_400_000;
const clockLength = 'HH:mm:ss.sssZ'.length;

/** Recently printed days, such as `2025-03-01T`. */
const days = new LRUCache<number, string>({ max: 1000 });

/** The same text as toISOString, which takes half a microsecond; thousands of moments fall on few days. */
function isoOf(date: Date): string {
  const time = date.getTime();
  const day = Math.floor(time / dayMs);
  let name = days.get(day);
  if (name === undefined) {
    name = date.toISOString().slice(0, -clockLength);
    days.set(day, name);
  }
  const ms = time - day * dayMs;
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const clock = `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}:${twoDigits(seconds % 60)}`;
  const rest = ms % 1000;
  return `${name}${clock}.${rest < 100 ? '0' : ''}${twoDigits(rest)}Z`;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : `${number}`;
}

function notAnObject(node?: ValueNode): GraphQLError {
  return new GraphQLError('JSONObject must be a JSON object, such as {"key": "value"}.', {
    nodes: node ?? null,
  });
}
