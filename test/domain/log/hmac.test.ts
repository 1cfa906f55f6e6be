import { createHmac, randomBytes } from 'node:crypto';
import { hmacSha256 } from '../../../src/domain/log/hmac';

describe('HMAC-SHA-256', () => {
  test('is what RFC 4231 prints for its first two cases', () => {
    const hexOf = (key: Buffer, text: string) =>
      Buffer.from(hmacSha256(key, text), 'base64url').toString('hex');
    expect(hexOf(Buffer.alloc(20, 0x0b), 'Hi There')).toBe(
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    );
    expect(hexOf(Buffer.from('Jefe'), 'what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  test("is Node's own for keys and texts of every length around a block", () => {
    for (let length = 0; length <= 130; length += 1) {
      const key = randomBytes(Math.min(length, 64));
      const text = '实名é'.repeat(length).slice(0, length);
      expect(hmacSha256(key, text)).toBe(createHmac('sha256', key).update(text).digest('base64url'));
    }
  });

  test('refuses a key of more than a block, which it would have to hash', () => {
    expect(() => hmacSha256(Buffer.alloc(65), 'text')).toThrow('The key has at most 64 bytes.');
  });
});
