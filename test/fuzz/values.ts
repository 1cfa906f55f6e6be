import {
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
} from 'graphql';
import type { Random } from './random';

/** What the store of the scene holds, and what documents therefore can ask for. */
export interface KnownThings {
  readonly ids: readonly string[];
  readonly guids: readonly string[];
}

/** A value that JSON can carry, for an argument or a variable of that type; sometimes one that does not fit. */
export function inputValue(
  type: GraphQLInputType,
  name: string,
  random: Random,
  known: KnownThings,
  levels = 3,
): unknown {
  if (isNonNullType(type)) {
    for (;;) {
      const value = inputValue(type.ofType, name, random, known, levels);
      if (value !== null) return value;
    }
  }
  // With it a mutation can be repeated.
  if (name === 'idempotencyKey') return random.pick(['key-1', 'key-2', 'key-3']);
  if (random.chance(0.08)) return null;
  if (isListType(type)) {
    const item = () => inputValue(type.ofType, name, random, known, levels - 1);
    // A single value stands for a list of one.
    return random.chance(0.1) ? item() : Array.from({ length: random.below(4) }, item);
  }
  if (isEnumType(type)) return random.pick(type.getValues()).name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      ({ name: key, type: of }) => isNonNullType(of) || key === 'idempotencyKey' || random.chance(0.3),
    );
    return Object.fromEntries(
      fields.map((field) => [field.name, inputValue(field.type, field.name, random, known, levels - 1)]),
    );
  }
  if (!isScalarType(type)) return null;
  switch (type.name) {
    case 'Int':
      return random.pick([0, 1, 2, 3, 7, 20, 100, -1, 2_147_483_647]);
    case 'Float':
      return random.pick([0, 1.5, -2e3]);
    case 'Boolean':
      return random.chance(0.5);
    case 'DateTime':
      return random.pick(['2020-01-01T00:00:00.000Z', '2026-06-01T12:30:00+08:00', '2999-12-31T23:59:59Z']);
    case 'JSONObject':
      return random.pick([{}, { a: 1 }, { a: [null, { b: 'text' }], c: true }]);
    case '_Any':
      return representation(random, known);
    default:
      return textOf(name, random, known);
  }
}

function representation(random: Random, known: KnownThings): unknown {
  switch (random.below(6)) {
    case 0:
      return { __typename: 'User', guid: random.pick(known.guids) };
    case 1:
      return { __typename: random.pick(['Nothing', 'Department', 'Query']), id: '1' };
    case 2:
      return { __typename: 'Verification' };
    default:
      return { __typename: 'Verification', id: random.pick([...known.ids, 'unknown']) };
  }
}

function textOf(name: string, random: Random, known: KnownThings): unknown {
  if (/id$/i.test(name) && random.chance(0.8)) {
    return random.pick(name.toLowerCase() === 'guid' ? known.guids : known.ids);
  }
  if (name === 'purpose') return 'a purpose that is long enough';
  return random.pick(['', 'a', '张三', '1001', 'a "quoted" \\ text', 'line\nbreak', '330102199604110021']);
}
