import { isOriginAllowed } from '../../../src/http/server/origin-check';

const own = ['http://127.0.0.1:4001', 'https://realname.example.com/base'];

describe('the Origin of a WebSocket handshake', () => {
  it('may be absent, since only browsers send one', () => {
    expect(isOriginAllowed(undefined, [], own)).toBe(true);
  });

  it.each(['http://127.0.0.1:4001', 'https://realname.example.com'])('may be our own, %s', (origin) => {
    expect(isOriginAllowed(origin, [], own)).toBe(true);
    expect(isOriginAllowed(origin, ['https://app.example.com'], own)).toBe(true);
  });

  it('may be one on the list, compared exactly', () => {
    const allowed = ['https://app.example.com'];

    expect(isOriginAllowed('https://app.example.com', allowed, own)).toBe(true);
    for (const other of [
      'http://app.example.com',
      'https://app.example.com:8443',
      'https://app.example.com.evil.example',
      'https://evil.example/https://app.example.com',
      'https://APP.example.com',
      'https://app.example.com/',
      'http://localhost:3000',
    ]) {
      expect(isOriginAllowed(other, allowed, own)).toBe(false);
    }
  });

  it('may be any loopback origin if loopback is allowed, and no other', () => {
    for (const origin of [
      'http://localhost:3000',
      'http://127.0.0.1',
      'http://[::1]:5173',
      'https://127.9.9.9:1',
    ]) {
      expect(isOriginAllowed(origin, 'loopback', own)).toBe(true);
    }
    for (const origin of ['https://evil.example', 'http://localhost.evil.example', 'http://10.0.0.1:4001']) {
      expect(isOriginAllowed(origin, 'loopback', own)).toBe(false);
    }
  });

  it.each(['null', '', 'nonsense', 'file://'])('is refused if it is %j', (origin) => {
    expect(isOriginAllowed(origin, 'loopback', own)).toBe(false);
  });
});
