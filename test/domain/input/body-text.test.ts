import fc from 'fast-check';
import { textOfBody } from '../../../src/domain/input/body-text';

/** 韩梅 in GBK, and a character that only GB18030 has: 𠮷. */
const gbk = Buffer.from([0xba, 0xab, 0xc3, 0xb7]);
const gb18030 = Buffer.from([0x95, 0x34, 0xb2, 0x35]);
const utf8 = (text: string) => Buffer.from(text, 'utf8');

describe('[2] bytes to text, one way for answers and pushes', () => {
  it('reads every text in UTF-8', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
        (text) => {
          const read = textOfBody(utf8(text), 'application/json');
          expect(read).toEqual({ text: text.replace(/^\ufeff/, ''), isOdd: false });
        },
      ),
    );
  });

  it.each([
    ['a byte order mark', utf8('\ufeff{"a":"韩梅"}'), undefined, '{"a":"韩梅"}'],
    ['a byte order mark and another charset named', utf8('\ufeff韩梅'), 'text/plain;charset=GBK', '韩梅'],
    ['UTF-16, by its mark', Buffer.from('\ufeff韩梅', 'utf16le'), null, '韩梅'],
    ['big-endian UTF-16, by its mark', Buffer.from('\ufeff韩梅', 'utf16le').swap16(), null, '韩梅'],
    ['GBK that is named', gbk, 'application/json;charset=GBK', '韩梅'],
    ['GB2312 that is named in quotes', gbk, 'application/json; charset="gb2312"', '韩梅'],
    ['GB18030 that is named', gb18030, 'text/plain; CHARSET=gb18030', '𠮷'],
    ['GBK that is not named', gbk, 'application/json', '韩梅'],
    ['GBK that is called UTF-8', gbk, 'application/json; charset=utf-8', '韩梅'],
    ['UTF-8 declared as an unknown charset', utf8('韩梅'), 'text/plain; charset=klingon', '韩梅'],
    ['Big5 that is named', Buffer.from([0xc1, 0xfa]), 'text/plain; charset=Big5', '韓'],
    ['nothing', Buffer.alloc(0), undefined, ''],
  ])('reads %s', (_case, bytes, contentType, text) => {
    expect(textOfBody(bytes, contentType)).toEqual({ text, isOdd: false });
  });

  it('keeps bytes of an unknown encoding as they came, in a form that JSON can hold', () => {
    const bytes = Buffer.concat([utf8('{"name":"韩'), Buffer.from([0xff, 0x80, 0xe6]), utf8('"}')]);
    const { text, isOdd } = textOfBody(bytes, 'application/json; charset=utf-8');
    expect(isOdd).toBe(true);
    expect(JSON.parse(text)).toEqual({ name: '韩\\xFF\\x80\\xE6' });
  });

  it('never turns bytes into U+FFFD', () => {
    const charsets = fc.constantFrom(
      undefined,
      'a/b;charset=gbk',
      'a/b;charset=utf-8',
      'a/b;charset=gb18030',
    );
    fc.assert(
      fc.property(fc.uint8Array(), charsets, (bytes, contentType) => {
        const { text } = textOfBody(bytes, contentType);
        // Only where the bytes name it themselves.
        if (text.includes('\ufffd')) {
          const named = [Buffer.from([0xef, 0xbf, 0xbd]), Buffer.from([0x84, 0x31, 0xa4, 0x37])];
          expect(named.some((own) => Buffer.from(bytes).includes(own))).toBe(true);
        }
      }),
      { numRuns: 10_000 },
    );
  });
});
