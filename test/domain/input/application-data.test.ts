import {
  checkClientReference,
  checkMetadata,
  checkPurpose,
} from '../../../src/domain/input/application-data';

describe('checkClientReference', () => {
  test.each([
    ['order-4711', 'order-4711'],
    ['  订单 4711\t', '订单 4711'],
    ['x'.repeat(128), 'x'.repeat(128)],
    ['😀'.repeat(128), '😀'.repeat(128)],
    // Composed or not, it is the application's own and comes back so.
    ['e\u0301', 'e\u0301'],
  ])('returns %j trimmed and otherwise unchanged', (given, value) => {
    expect(checkClientReference(given)).toEqual({ ok: true, value });
  });

  test.each([
    ['', 'MALFORMED'],
    [' \u3000', 'MALFORMED'],
    [42, 'MALFORMED'],
    ['a\u0000b', 'MALFORMED'],
    ['a\nb', 'MALFORMED'],
    ['a\u200bb', 'MALFORMED'],
    ['a\ud800', 'MALFORMED'],
    ['a\u2028b', 'MALFORMED'],
    ['x'.repeat(129), 'TOO_LONG'],
  ])('refuses %j with %s', (given, code) => {
    expect(checkClientReference(given)).toMatchObject({ ok: false, code });
  });
});

describe('checkMetadata', () => {
  const nested = (depth: number): unknown => (depth === 1 ? {} : { inner: nested(depth - 1) });

  test.each([
    [{}],
    [{ order: 4711, tags: ['a', null, true], text: '中 \u0000 \ud800' }],
    [nested(5)],
    [{ a: [[[[]]]] }],
    [{ text: 'x'.repeat(4096 - '{"text":""}'.length) }],
    [JSON.parse('{"__proto__":{"a":1}}')],
  ])('returns valid metadata unchanged (%#)', (given) => {
    const checked = checkMetadata(given);

    expect(checked.ok && JSON.stringify(checked.value)).toBe(JSON.stringify(given));
  });

  test.each([
    ['a text', '{}', 'MALFORMED'],
    ['a list', [], 'MALFORMED'],
    ['null', null, 'MALFORMED'],
    ['objects nested 6 deep', nested(6), 'OUT_OF_RANGE'],
    ['lists nested 6 deep', { a: [[[[[]]]]] }, 'OUT_OF_RANGE'],
    ['4097 bytes', { text: 'x'.repeat(4097 - '{"text":""}'.length) }, 'TOO_LONG'],
    ['few characters of many bytes', { text: '中'.repeat(1365) }, 'TOO_LONG'],
  ])('refuses %s with %s', (_what, given, code) => {
    expect(checkMetadata(given)).toMatchObject({ ok: false, code });
  });
});

test('checkPurpose accepts exactly the spellings that the deployment configured', () => {
  const check = checkPurpose(['default', 'payout']);

  expect(check('payout')).toEqual({ ok: true, value: 'payout' });
  for (const other of ['Payout', '', 'exam', 1]) expect(check(other)).toMatchObject({ code: 'NOT_ALLOWED' });
});
