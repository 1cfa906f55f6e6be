import * as fc from 'fast-check';
import {
  decodeEventCursor,
  decodePageCursor,
  encodeEventCursor,
  encodePageCursor,
} from '../../src/graphql/verification/cursor';

const orders = ['CREATED_DESC', 'CREATED_ASC', 'UPDATED_DESC', 'UPDATED_ASC'] as const;
const base64Url = (text: string): string => Buffer.from(text).toString('base64url');

describe('an event cursor', () => {
  it('decodes to the sequence that it was encoded from', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (sequence) => {
        expect(decodeEventCursor(encodeEventCursor(sequence))).toBe(sequence);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['plain text', 'v1:7'],
    ['another version', base64Url('v2:7')],
    ['a negative number', base64Url('v1:-7')],
    ['a leading zero', base64Url('v1:07')],
    ['a number too great to count', base64Url('v1:9007199254740993')],
    ['text after the number', base64Url('v1:7 ')],
    ['padding', `${base64Url('v1:77')}=`],
    ['a page cursor', encodePageCursor('CREATED_DESC', { at: new Date(7), id: '7' })],
  ])('cannot be decoded from %s', (_what, text) => {
    expect(decodeEventCursor(text)).toBeNull();
  });
});

const id = '01a20135-0000-7000-8000-000000000000';

describe('a page cursor', () => {
  it('decodes to the position that it was encoded from', () => {
    const place = fc.record({ at: fc.nat().map((ms) => new Date(ms)), id: fc.uuid() });
    fc.assert(
      fc.property(place, fc.constantFrom(...orders), (key, order) => {
        expect(decodePageCursor(order, encodePageCursor(order, key))).toEqual(key);
      }),
    );
  });

  it('is refused in another sort order', () => {
    for (const order of orders) {
      const cursor = encodePageCursor(order, { at: new Date(7), id });
      const readable = orders.filter((other) => decodePageCursor(other, cursor) !== null);
      expect(readable).toEqual([order]);
    }
  });

  it('from version 1.0.0 continues at its position', () => {
    expect(decodePageCursor('CREATED_DESC', base64Url(`p1:7:${id}`))).toEqual({
      at: new Date(7),
      id,
    });
  });

  it.each([
    ['nothing', ''],
    ['plain text', `p1:7:${id}`],
    ['a place without an id', base64Url('p1:7:')],
    ['a time that is no number', base64Url(`p1:x:${id}`)],
    ['a time beyond every calendar', base64Url(`p1:9999999999999999:${id}`)],
    ['an id that is none', base64Url('p1:7:verification-1')],
    ['text after the id', base64Url(`p1:7:${id} `)],
    ['a null byte after the id', base64Url(`p1:7:${id}\u0000`)],
    ['a second line', base64Url(`p1:7:${id}\n${id}`)],
    [
      'bytes that are no text after the id',
      Buffer.concat([Buffer.from(`p1:7:${id}`), Buffer.of(0xff)]).toString('base64url'),
    ],
    ['an event cursor', encodeEventCursor(7)],
  ])('cannot be decoded from %s', (_what, text) => {
    expect(decodePageCursor('CREATED_DESC', text)).toBeNull();
  });
});
