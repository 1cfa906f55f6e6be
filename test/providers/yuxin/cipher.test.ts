import { createDecipheriv } from 'node:crypto';
import { Secret } from '../../../src/domain/privacy/secret';
import { type CipherSettings, cipherFault, encryptLogon } from '../../../src/providers/yuxin/cipher';

const settings = (
  key: string,
  cipher = 'aes-128-cbc',
  encoding: 'base64' | 'hex' = 'base64',
): CipherSettings => ({
  key: Secret.of(key),
  cipher,
  encoding,
});
const sixteen = '0123456789abcdef';

describe('encryptLogon', () => {
  it.each([
    ['base64', 'aes-128-cbc', sixteen, Buffer.from(sixteen)],
    ['hex', 'aes-256-cbc', `hex:${'0a'.repeat(32)}`, Buffer.alloc(32, 0x0a)],
    ['base64', 'sm4-cbc', `base64:${Buffer.alloc(16, 7).toString('base64')}`, Buffer.alloc(16, 7)],
    ['hex', 'des-ede3-cbc', 'abcdefghijklmnopqrstuvwx', Buffer.from('abcdefghijklmnopqrstuvwx')],
  ] as const)('writes %s that %s decrypts with the iv', (encoding, cipher, key, keyBytes) => {
    const plaintext = '{"userName":"钱试验"}';
    const { iv, logon } = encryptLogon(settings(key, cipher, encoding), plaintext);
    const decipher = createDecipheriv(cipher, keyBytes, Buffer.from(iv, encoding));
    expect(decipher.update(logon, encoding, 'utf8') + decipher.final('utf8')).toBe(plaintext);
  });

  it('uses a fresh iv for every call', () => {
    const made = Array.from({ length: 20 }, () => encryptLogon(settings(sixteen), 'same'));
    expect(new Set(made.map(({ iv }) => iv)).size).toBe(20);
    expect(new Set(made.map(({ logon }) => logon)).size).toBe(20);
  });
});

describe('[2] YUXIN_IV', () => {
  it('with text is 16 random characters of [A-Za-z0-9], used as their bytes and sent as they are', () => {
    const { iv, logon } = encryptLogon({ ...settings(sixteen), iv: 'text' }, 'plain');

    expect(iv).toMatch(/^[A-Za-z0-9]{16}$/);
    const decipher = createDecipheriv('aes-128-cbc', Buffer.from(sixteen), Buffer.from(iv, 'latin1'));
    expect(decipher.update(logon, 'base64', 'utf8') + decipher.final('utf8')).toBe('plain');
  });

  it('may be written in another encoding than logon', () => {
    expect(encryptLogon({ ...settings(sixteen), iv: 'hex' }, 'plain').iv).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('cipherFault', () => {
  it.each([
    [sixteen, 'aes-128-cbc'],
    [sixteen, 'AES-128-CBC'],
    [`hex:${'0a'.repeat(32)}`, 'aes-256-cbc'],
    [`base64:${Buffer.alloc(24).toString('base64')}`, 'aes-192-cbc'],
    ['钥匙钥匙钥a', 'sm4-cbc'],
  ])('accepts %s for %s', (key, cipher) => {
    expect(cipherFault(settings(key, cipher))).toBeNull();
  });

  it.each([
    ['ten bytes!', 'aes-128-cbc', 'YUXIN_KEY has 10 bytes, aes-128-cbc needs 16.'],
    ['hex:0a0a', 'aes-256-cbc', 'YUXIN_KEY has 2 bytes, aes-256-cbc needs 32.'],
    ['', 'aes-128-cbc', 'YUXIN_KEY has 0 bytes, aes-128-cbc needs 16.'],
    ['hex:0a0', 'aes-128-cbc', 'YUXIN_KEY has characters that its prefix (base64: or hex:) does not allow.'],
    [
      'base64:***',
      'aes-128-cbc',
      'YUXIN_KEY has characters that its prefix (base64: or hex:) does not allow.',
    ],
    [sixteen, 'aes-129-cbc', 'YUXIN_CIPHER "aes-129-cbc" is not a cipher of node:crypto.'],
    [sixteen, '', 'YUXIN_CIPHER "" is not a cipher of node:crypto.'],
    [sixteen, 'aes-128-gcm', 'YUXIN_CIPHER "aes-128-gcm" is not a CBC cipher.'],
    [sixteen, 'aes-128-ecb', 'YUXIN_CIPHER "aes-128-ecb" is not a CBC cipher.'],
  ])('explains what is wrong with the key %j for %s', (key, cipher, fault) => {
    expect(cipherFault(settings(key, cipher))).toBe(fault);
  });

  it('refuses a cipher that is listed as CBC but cannot encrypt plainly', () => {
    expect(cipherFault(settings(sixteen, 'aes-128-cbc-hmac-sha1'))).toContain('aes-128-cbc-hmac-sha1');
  });

  it('never repeats the key', () => {
    const fault = cipherFault(settings('my secret', 'aes-128-cbc'));
    expect(fault).not.toContain('my secret');
  });
});
