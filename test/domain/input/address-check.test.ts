import { checkAllowedUrl, isLoopbackHost } from '../../../src/domain/input/address-check';
import type { ValueCheck } from '../../../src/domain/input/input-check';

/** The address if it is accepted, otherwise the code. */
const verdict = (result: ValueCheck<string>) => (result.ok ? result.value : result.code);

describe('checkAllowedUrl with a list of origins', () => {
  const check = checkAllowedUrl(['https://app.example', 'http://10.0.0.5:8080']);

  it.each([
    ['https://app.example/done?a=1#b', 'https://app.example/done?a=1#b'],
    ['https://APP.example:443/done', 'https://app.example/done'],
    ['https://app.example', 'https://app.example/'],
    [' http://10.0.0.5:8080/x ', 'http://10.0.0.5:8080/x'],
    ['https://app.example/完成', 'https://app.example/%E5%AE%8C%E6%88%90'],
  ])('accepts %s', (value, address) => {
    expect(check(value)).toEqual({ ok: true, value: address });
  });

  it.each([
    'http://app.example/',
    'https://app.example:8443/',
    'https://app.example.evil.example/',
    'https://evil.example/?https://app.example',
    'https://evil.example#https://app.example',
    'https://notapp.example/',
    'https://sub.app.example/',
    'https://app.example./',
    'https://app.example@evil.example/',
    'https://user@app.example/',
    'https://user:password@app.example/',
    'https://:password@app.example/',
    'http://10.0.0.5/',
    'http://127.0.0.1:3000/',
    'javascript:alert(1)',
    'JavaScript://app.example/%0aalert(1)',
    'data:text/html,hello',
    'ftp://app.example/',
    'blob:https://app.example/1',
    'myapp://app.example/',
  ])('does not allow %s', (value) => {
    expect(verdict(check(value))).toBe('NOT_ALLOWED');
  });

  it.each([
    '',
    'app.example/done',
    '/done',
    '//app.example/done',
    'https://',
    'https://app.example:99999/',
    'https:\\\\app.example\\done',
    'https://evil.example\\@app.example/',
    'https://app.example\\@evil.example/',
    'https://app.exa\tmple/',
    'https://app.example/a\nb',
    'java\nscript:alert(1)',
    'https://app.example/a b',
    12,
    null,
    ['https://app.example/'],
  ])('reports %p as malformed', (value) => {
    expect(verdict(check(value))).toBe('MALFORMED');
  });

  it('refuses more than 2000 characters', () => {
    const start = 'https://app.example/';
    expect(check(start + 'a'.repeat(2000 - start.length)).ok).toBe(true);
    expect(verdict(check(start + 'a'.repeat(2001 - start.length)))).toBe('TOO_LONG');
  });

  it('allows no URL with an empty list', () => {
    expect(verdict(checkAllowedUrl([])('https://app.example/'))).toBe('NOT_ALLOWED');
    expect(verdict(checkAllowedUrl([])('http://localhost/'))).toBe('NOT_ALLOWED');
  });

  it('does not repeat the URL in its message', () => {
    expect(JSON.stringify(check('https://evil.example/?name=secret'))).not.toContain('evil');
  });
});

describe("checkAllowedUrl with 'loopback'", () => {
  const check = checkAllowedUrl('loopback');

  it.each([
    ['http://localhost:3000/done', 'http://localhost:3000/done'],
    ['https://LOCALHOST/', 'https://localhost/'],
    ['http://127.0.0.1/', 'http://127.0.0.1/'],
    ['http://127.9.8.7:1/', 'http://127.9.8.7:1/'],
    ['http://127.1:5000/', 'http://127.0.0.1:5000/'],
    ['http://[::1]:5000/', 'http://[::1]:5000/'],
    ['http://[0:0:0:0:0:0:0:1]/', 'http://[::1]/'],
  ])('accepts %s', (value, address) => {
    expect(check(value)).toEqual({ ok: true, value: address });
  });

  it.each([
    'http://127.0.0.1@evil.example/',
    'http://localhost:3000@evil.example/',
    'http://localhost@127.0.0.1/',
    'http://localhost.evil.example/',
    'http://127.0.0.1.evil.example/',
    'http://evil.localhost/',
    'http://notlocalhost/',
    'http://128.0.0.1/',
    'http://0.0.0.0/',
    'http://192.168.0.1/',
    'http://[::2]/',
    'http://[::ffff:8.8.8.8]/',
    'https://app.example/',
    'file:///etc/hosts',
    'javascript:location="http://localhost/"',
  ])('does not allow %s', (value) => {
    expect(verdict(check(value))).toBe('NOT_ALLOWED');
  });

  it.each(['http://evil.example\\@localhost/', 'http:\\\\localhost', 'localhost:', 'http://local\thost/'])(
    'does not accept %j',
    (value) => {
      expect(check(value).ok).toBe(false);
    },
  );
});

describe('isLoopbackHost', () => {
  it.each(['localhost', 'LocalHost', '127.0.0.1', '127.255.255.254', '::1', '[::1]'])(
    'returns true for %s',
    (host) => {
      expect(isLoopbackHost(host)).toBe(true);
    },
  );

  it.each([
    '',
    '0.0.0.0',
    '::',
    '127.',
    '127.1',
    '127.0.0.256',
    '127.0.0.1.example',
    '127.example',
    'localhost.',
    'localhost.example',
    'example',
    '1127.0.0.1',
    '128.0.0.1',
  ])('returns false for %j', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
});
