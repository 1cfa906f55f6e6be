import * as fc from 'fast-check';
import {
  decodeEventCursor,
  decodePageCursor,
  encodeEventCursor,
  encodePageCursor,
} from '../../src/graphql/verification/cursor';

const base64Url = (text: string): string => Buffer.from(text).toString('base64url');

describe('an event cursor', () => {
  it('reads back as the sequence it was written from', () => {
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
    ['a page cursor', encodePageCursor({ createdAt: new Date(7), id: '7' })],
  ])('is not read from %s', (_what, text) => {
    expect(decodeEventCursor(text)).toBeNull();
  });
});

describe('a page cursor', () => {
  it('reads back as the place it was written from', () => {
    const place = fc.record({ createdAt: fc.nat().map((ms) => new Date(ms)), id: fc.uuid() });
    fc.assert(
      fc.property(place, (key) => {
        expect(decodePageCursor(encodePageCursor(key))).toEqual(key);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['plain text', 'p1:7:verification-1'],
    ['a place without an id', base64Url('p1:7:')],
    ['a time that is no number', base64Url('p1:x:verification-1')],
    ['a time beyond every calendar', base64Url('p1:9999999999999999:verification-1')],
    ['an event cursor', encodeEventCursor(7)],
  ])('is not read from %s', (_what, text) => {
    expect(decodePageCursor(text)).toBeNull();
  });
});
