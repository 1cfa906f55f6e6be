import fc from 'fast-check';
import { checkFaceImage } from '../../../src/domain/input/image-check';
import type { ValueCheck } from '../../../src/domain/input/input-check';

const jpegStart = [0xff, 0xd8, 0xff, 0xe0];
const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const limits = { minBytes: 16, maxBytes: 64 };
const check = checkFaceImage(limits);

function image(start: readonly number[], size: number): string {
  return Buffer.concat([Buffer.from(start), Buffer.alloc(size - start.length, 0x5a)]).toString('base64');
}
const codeOf = (result: ValueCheck<string>) => (result.ok ? 'accepted' : result.code);

describe('checkFaceImage', () => {
  it('accepts JPEG and PNG of every size within the limits, and returns the text unchanged', () => {
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

  it.each([
    'data:image/jpeg;base64,',
    'data:image/png;base64,',
    'DATA:image/jpeg;charset=utf-8;base64,',
    'data:;base64,',
    'data:application/octet-stream;base64,',
    'data:text/html;base64,',
    'data:image/jpeg,',
    ' data:image/jpeg;base64,\n',
  ])('[2] accepts and removes the data: prefix %j of a photo', (prefix) => {
    expect(check(prefix + image(pngStart, 32))).toEqual({ ok: true, value: image(pngStart, 32) });
  });

  it('[2] reports OUT_OF_RANGE one byte below the minimum size, and TOO_LONG one byte above the maximum', () => {
    expect(codeOf(check(image(jpegStart, limits.minBytes - 1)))).toBe('OUT_OF_RANGE');
    expect(codeOf(check(image(jpegStart, limits.maxBytes + 1)))).toBe('TOO_LONG');
    expect(codeOf(check(`data:image/jpeg;base64,${image(jpegStart, limits.maxBytes + 1)}`))).toBe('TOO_LONG');
  });

  it('refuses a text that is far too long by its length, without decoding it', () => {
    expect(codeOf(check('*'.repeat(1_000_000)))).toBe('TOO_LONG');
  });

  it('accepts an image of several megabytes', () => {
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

  const padded = Buffer.concat([Buffer.from(jpegStart), Buffer.alloc(27, 0xfb)]).toString('base64');
  const lines = (end: string) => padded.replace(/.{16}/g, (line) => line + end);
  it.each([
    ['no padding', padded.replace(/=+$/, '')],
    ['bits left over by the padding', padded.replace(/.==$/, '/==')],
    ['the URL-safe alphabet', padded.replaceAll('+', '-').replaceAll('/', '_')],
    ['the URL-safe alphabet without padding', Buffer.from(padded, 'base64').toString('base64url')],
    ['line feeds', lines('\n')],
    ['CR LF, one at the end', `${lines('\r\n')}\r\n`],
    ['blanks', lines(' ')],
  ])('[2] accepts a photo in Base64 with %s, and returns plain standard Base64', (_name, text) => {
    expect(check(text)).toEqual({ ok: true, value: padded });
  });

  it.each([
    ['too much padding', `${image(jpegStart, 30)}=`],
    ['padding in the middle', `${padded.slice(0, 8)}==${padded.slice(10)}`],
    ['a character that hangs over', `${image(jpegStart, 30)}A`],
    ['characters of no alphabet', `${padded.slice(0, 8)}!*${padded.slice(10)}`],
    ['percent signs', encodeURIComponent(`data:image/png;base64,${padded}`)],
  ])('refuses Base64 with %s', (_name, text) => {
    expect(codeOf(check(text))).toBe('MALFORMED');
  });

  it('requires a photo after the data URL prefix', () => {
    expect(codeOf(check(''))).toBe('REQUIRED');
    expect(codeOf(check('data:image/png;base64,'))).toBe('REQUIRED');
  });

  it.each([null, 12, {}, Buffer.from(pngStart)])('refuses %p, which is not a string', (value) => {
    expect(codeOf(check(value))).toBe('MALFORMED');
  });

  it('returns exactly the bytes that the accepted text encodes', () => {
    const anySize = checkFaceImage({ minBytes: 0, maxBytes: 1000 });
    const ending = fc.string({ unit: fc.constantFrom('A', 'Q', 'z', '/', '+', '=', '-', ' '), maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(jpegStart, pngStart), ending, (start, end) => {
        const result = anySize(image(start, 9) + end);
        if (!result.ok) return;
        expect(result.value).toBe(Buffer.from(result.value, 'base64').toString('base64'));
        expect(Buffer.from(result.value, 'base64')).toEqual(Buffer.from(image(start, 9) + end, 'base64'));
      }),
      { numRuns: 1000 },
    );
  });
});
