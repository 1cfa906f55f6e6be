import fc from 'fast-check';
import { openJson, parseJson } from '../../../src/domain/input/json';
import { Random, seedOfRun } from '../../faults/frame/random';

describe('parseJson', () => {
  it('reads JSON as JSON.parse does, except numbers beyond 2^53', () => {
    const withDigits = (_key: string, value: unknown) =>
      typeof value === 'number' && !Number.isSafeInteger(Math.trunc(value)) ? JSON.stringify(value) : value;
    fc.assert(
      fc.property(
        fc.jsonValue().filter((value) => typeof value !== 'string'),
        (value) => {
          const text = JSON.stringify(value);
          expect(parseJson(text)).toEqual(JSON.parse(text, withDigits));
        },
      ),
    );
  });

  it.each([
    ['{"guid":1290609807504752642}', { guid: '1290609807504752642' }],
    [
      '[9007199254740991,9007199254740992,-9007199254740993]',
      [9007199254740991, '9007199254740992', '-9007199254740993'],
    ],
    ['{"a":{"b":[330102198503072112]}}', { a: { b: ['330102198503072112'] } }],
    ['[1e400,0.5,-0]', ['1e400', 0.5, -0]],
  ])('[2] keeps the digits of numbers beyond 2^53 as text: %s', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  it.each(['', ' ', '{', 'null1', '<html>', '{"a":1}x', `${'['.repeat(200_000)}`])(
    'returns undefined for a text that is not JSON: %#',
    (text) => {
      expect(parseJson(text)).toBeUndefined();
    },
  );

  it('[2] opens a JSON text inside a JSON string once', () => {
    const inner = '{"errorCode":200,"id":1290609807504752642}';
    expect(parseJson(JSON.stringify(inner))).toEqual({ errorCode: 200, id: '1290609807504752642' });
    expect(parseJson(JSON.stringify(JSON.stringify(inner)))).toBe(JSON.stringify(inner));
    expect(parseJson('"words"')).toBe('words');
  });

  it('creates no object that the JSON text does not contain', () => {
    const value = parseJson('{"__proto__":{"isAdmin":true},"n":12345678901234567890}') as object;
    expect(Object.keys(value)).toEqual(['__proto__', 'n']);
    expect('isAdmin' in value).toBe(false);
  });
});

describe('openJson', () => {
  it.each([
    ['{"a":1}', { a: 1 }],
    [' [1]', [1]],
    ['{"a":"{}"}', { a: '{}' }],
  ])('opens %s', (text, value) => {
    expect(openJson(text)).toEqual(value);
  });

  it.each(['{', '12', '"text"', 'true', '', 7, null, undefined])('leaves %p unchanged', (value) => {
    expect(openJson(value)).toBe(value);
  });
});

it('reads any text as the plain way does, which looks at every value', () => {
  const chance = new Random(seedOfRun(), 'json');
  const plain = (text: string): unknown => {
    try {
      return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) =>
        typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER ? context?.source : value,
      );
    } catch {
      return undefined;
    }
  };
  const digits = () => Array.from({ length: chance.int(1, 22) }, () => chance.int(0, 9)).join('');
  const number = () =>
    [
      chance.pick(['', '-']),
      chance.pick(['', '1']),
      digits(),
      chance.pick(['', '', '.5', '.25e3', 'e2', 'E+18', 'e-3']),
    ].join('');
  const space = () => chance.pick(['', '', ' ', '\n\t', '\r\n  ']);
  const value = (depth: number): string => {
    switch (chance.int(0, depth > 2 ? 3 : 5)) {
      case 0:
      case 1:
        return number();
      case 2:
        return JSON.stringify(chance.pick(['', ':1234567890123456', digits(), '甄"', 'e9']));
      case 3:
        return chance.pick(['true', 'null']);
      case 4:
        return `[${space()}${value(depth + 1)}${space()},${space()}${value(depth + 1)}${space()}]`;
      default:
        return `{"a"${space()}:${space()}${value(depth + 1)}${space()},"b":${value(depth + 1)}}`;
    }
  };
  for (let n = 0; n < 5000; n += 1) {
    const text = `${space()}${value(0)}${space()}`;
    const read = plain(text);
    if (typeof read !== 'string') expect(parseJson(text)).toEqual(read);
  }
});
