import * as fc from 'fast-check';
import { parseConstValue } from 'graphql';
import { DateTime, JSONObject } from '../../src/graphql/scalars';

describe('the scalar DateTime', () => {
  it('serialises a Date in UTC with milliseconds', () => {
    expect(DateTime.serialize(new Date(1_740_817_800_000))).toBe('2025-03-01T08:30:00.000Z');
  });

  it.each([
    ['2025-03-01T08:30:00.000Z', '2025-03-01T08:30:00.000Z'],
    ['2025-03-01T16:30:00+08:00', '2025-03-01T08:30:00.000Z'],
    ['2025-02-28T23:30:00.25-09:00', '2025-03-01T08:30:00.250Z'],
    ['2025-03-01T08:30:00.1239999Z', '2025-03-01T08:30:00.123Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('reads %s', (text, moment) => {
    expect(DateTime.parseValue(text).toISOString()).toBe(moment);
    expect(DateTime.parseLiteral(parseConstValue(`"${text}"`)).toISOString()).toBe(moment);
  });

  it('serialises every Date as toISOString does', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), (moment) => {
        expect(DateTime.serialize(moment)).toBe(moment.toISOString());
      }),
    );
    for (const edge of [-1, 0, 86_399_999, 86_400_000, -86_400_000, -86_400_001, 8.64e15, -8.64e15]) {
      expect(DateTime.serialize(new Date(edge))).toBe(new Date(edge).toISOString());
    }
  });

  it('parses everything that it serialises', () => {
    const years = { min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z') };
    fc.assert(
      fc.property(fc.date({ ...years, noInvalidDate: true }), (moment) => {
        expect(DateTime.parseValue(DateTime.serialize(moment))).toEqual(moment);
      }),
    );
  });

  it.each([
    ['a day without a time', '1991-02-03'],
    ['a time without a zone', '1991-02-03T08:30:00'],
    ['a time without seconds', '1991-02-03T08:30Z'],
    ['a day that its month does not have', '1991-02-30T08:30:00Z'],
    ['29 February of a common year', '1991-02-29T08:30:00Z'],
    ['hour 24', '1991-02-03T24:00:00Z'],
    ['text around the moment', ' 1991-02-03T08:30:00Z'],
    ['a number', 665_555_400_000],
    ['nothing', null],
  ])('refuses %s without repeating it in the error', (_what, value) => {
    const refusal = new Error(
      'DateTime must be a full ISO 8601 date-time with a zone, such as 2025-03-01T08:30:00.000Z.',
    );

    expect(() => DateTime.parseValue(value)).toThrow(refusal);
    expect(() => DateTime.parseLiteral(parseConstValue(JSON.stringify(value)))).toThrow(refusal);
  });

  it.each([
    ['an invalid Date', new Date(Number.NaN)],
    ['a number', 0],
    ['a text', '2025-03-01T08:30:00.000Z'],
  ])('does not serialise %s', (_what, value) => {
    expect(() => DateTime.serialize(value)).toThrow('DateTime cannot show a value that is not a valid Date.');
  });
});

describe('the scalar JSONObject', () => {
  it('accepts an object unchanged', () => {
    const value = { param1: '参数1', nested: { list: [1, null, true] } };

    expect(JSONObject.parseValue(value)).toBe(value);
  });

  it('accepts an object literal in the query', () => {
    const node = parseConstValue('{ param1: "参数1", nested: { list: [1, null, true] } }');

    expect(JSON.parse(JSON.stringify(JSONObject.parseLiteral(node)))).toEqual({
      param1: '参数1',
      nested: { list: [1, null, true] },
    });
  });

  it.each([
    ['a text', '甄试例'],
    ['a list', ['甄试例']],
    ['nothing', null],
  ])('refuses %s without repeating it in the error', (_what, value) => {
    const refusal = new Error('JSONObject must be a JSON object, such as {"key": "value"}.');

    expect(() => JSONObject.parseValue(value)).toThrow(refusal);
    expect(() => JSONObject.parseLiteral(parseConstValue(JSON.stringify(value)))).toThrow(refusal);
  });
});
