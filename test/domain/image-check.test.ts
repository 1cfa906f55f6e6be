import fc from 'fast-check';
import { checkFaceImage } from '../../src/domain/image-check';
import type { ValueCheck } from '../../src/domain/input-check';

const jpegStart = [0xff, 0xd8, 0xff, 0xe0];
const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const limits = { minBytes: 16, maxBytes: 64 };
const check = checkFaceImage(limits);

function image(start: readonly number[], size: number): string {
  return Buffer.concat([Buffer.from(start), Buffer.alloc(size - start.length, 0x5a)]).toString('base64');
}
const codeOf = (result: ValueCheck<string>) => (result.ok ? 'accepted' : result.code);

describe('checkFaceImage', () => {
  it('accepts JPEG and PNG of every size within the limits, and gives the same text', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(jpegStart, pngStart),
        fc.integer({ min: limits.minBytes, max: limits.maxBytes }),
        (start, size) => {
          const text = image(start, size);
          expect(check(text)).toEqual({ ok: true, value: text });
        },
      ),
    );
  });

  it.each(['data:image/jpeg;base64,', 'data:image/png;base64,', 'DATA:image/jpeg;charset=utf-8;base64,'])(
    'removes the prefix %s',
    (prefix) => {
      expect(check(prefix + image(pngStart, 32))).toEqual({ ok: true, value: image(pngStart, 32) });
    },
  );

  it('finds one byte below the least size out of range, and one above the greatest too long', () => {
    expect(codeOf(check(image(jpegStart, limits.minBytes - 1)))).toBe('OUT_OF_RANGE');
    expect(codeOf(check(image(jpegStart, limits.maxBytes + 1)))).toBe('TOO_LONG');
    expect(codeOf(check(`data:image/jpeg;base64,${image(jpegStart, limits.maxBytes + 1)}`))).toBe('TOO_LONG');
  });

  it('refuses what is far too long by its length alone, whatever it contains', () => {
    expect(codeOf(check('*'.repeat(1_000_000)))).toBe('TOO_LONG');
  });

  it('judges an image of several megabytes', () => {
    const text = image(jpegStart, 6_000_000);
    expect(checkFaceImage({ minBytes: 1, maxBytes: 8_000_000 })(text)).toEqual({ ok: true, value: text });
  });

  it.each([
    ['GIF', [0x47, 0x49, 0x46, 0x38, 0x39, 0x61]],
    ['WebP', [...Buffer.from('RIFF\0\0\0\0WEBP')]],
    ['a PNG start that is cut', pngStart.slice(0, 7)],
    ['SVG', [...Buffer.from('<svg xmlns="')]],
  ])('refuses %s', (_name, start) => {
    expect(codeOf(check(image(start, 32)))).toBe('MALFORMED');
  });

  const padded = image(jpegStart, 31);
  it.each([
    ['missing padding', padded.replace(/=+$/, '')],
    ['too much padding', `${image(jpegStart, 30)}=`],
    ['padding in the middle', `${padded.slice(0, 8)}==${padded.slice(10)}`],
    ['bits left over by == that are not zero', `${padded.slice(0, -3)}/==`],
    ['bits left over by = that are not zero', `${image(jpegStart, 32).slice(0, -2)}/=`],
    ['the URL alphabet', `${padded.slice(0, 8)}-_${padded.slice(10)}`],
    ['line breaks', `${padded.slice(0, 20)}\r\n${padded.slice(20)}`],
    ['a prefix that is no image', `data:text/html;base64,${padded}`],
    ['a prefix without base64', `data:image/jpeg,${padded}`],
  ])('refuses %s', (_name, text) => {
    expect(codeOf(check(text))).toBe('MALFORMED');
  });

  it('requires something behind the prefix', () => {
    expect(codeOf(check(''))).toBe('REQUIRED');
    expect(codeOf(check('data:image/png;base64,'))).toBe('REQUIRED');
  });

  it.each([null, 12, {}, Buffer.from(pngStart)])('refuses %p, which is no text', (value) => {
    expect(codeOf(check(value))).toBe('MALFORMED');
  });

  it('accepts no text that differs from what its own bytes encode to', () => {
    const anySize = checkFaceImage({ minBytes: 0, maxBytes: 1000 });
    const ending = fc.string({ unit: fc.constantFrom('A', 'Q', 'z', '/', '+', '=', '-', ' '), maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(jpegStart, pngStart), ending, (start, end) => {
        const result = anySize(image(start, 9) + end);
        if (result.ok)
          expect(Buffer.from(result.value, 'base64').toString('base64')).toBe(image(start, 9) + end);
      }),
      { numRuns: 1000 },
    );
  });
});
