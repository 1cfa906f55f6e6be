import type { IncomingMessage } from 'node:http';
import { ClientAddresses } from '../../../src/http/server/client-addresses';

const from = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

const router = '10.0.0.5';
const behind = new ClientAddresses(['10.0.0.0/8', '2001:db8::/32']);

describe('the client address', () => {
  it('is the peer, whatever X-Forwarded-For says, unless the peer is a trusted proxy', () => {
    expect(behind.of(from('203.0.113.9', '198.51.100.1'))).toBe('203.0.113.9');
    expect(new ClientAddresses([]).of(from(router, '198.51.100.1'))).toBe(router);
    expect(behind.of(from('::ffff:203.0.113.9'))).toBe('203.0.113.9');
  });

  it.each([
    ['198.51.100.1', '198.51.100.1'],
    // An address that the client sends itself stands to the left of the one that the proxy saw.
    ['192.0.2.66, 198.51.100.1', '198.51.100.1'],
    ['192.0.2.66,198.51.100.1 , 10.9.9.9', '198.51.100.1'],
    ['10.1.1.1, 198.51.100.1', '198.51.100.1'],
    ['198.51.100.1:55555', '198.51.100.1'],
    ['[2001:db9::7]:443', '2001:db9::7'],
    ['2001:db8::9, 198.51.100.1, 2001:db8::1', '198.51.100.1'],
  ])('is the rightmost untrusted address in %j', (forwarded, address) => {
    expect(behind.of(from(router, forwarded))).toBe(address);
    expect(behind.of(from('::ffff:10.0.0.5', forwarded))).toBe(address);
  });

  it.each([
    [undefined, router],
    ['', router],
    ['unknown', router],
    ['198.51.100.1, garbage', router],
    ['198.51.100.1, garbage, 10.1.1.1', '10.1.1.1'],
    ['10.1.1.1, 10.2.2.2', '10.1.1.1'],
  ])("is the proxy's if %j contains no other", (forwarded, address) => {
    expect(behind.of(from(router, forwarded))).toBe(address);
    expect(behind.countable(address)).toBeNull();
  });
});

describe('the network that connection limits count by', () => {
  it('is the IPv4 address, or the /64 of an IPv6 address', () => {
    expect(behind.countable('198.51.100.1')).toBe('198.51.100.1');
    expect(behind.countable('2001:db9:0:1:aaaa::1')).toBe(behind.countable('2001:db9:0:1:bbbb::2'));
    expect(behind.countable('2001:db9:0:1::1')).not.toBe(behind.countable('2001:db9:0:2::1'));
  });

  it('is no longer limited once ten accounts have shown tokens there, and still is for one account with many tokens', () => {
    const addresses = new ClientAddresses([]);
    for (let n = 0; n < 1000; n += 1) addresses.saw('203.0.113.1', 'one-account');
    for (let n = 0; n < 9; n += 1) addresses.saw('203.0.113.2', `account-${n}`);

    expect(addresses.countable('203.0.113.1')).toBe('203.0.113.1');
    expect(addresses.countable('203.0.113.2')).toBe('203.0.113.2');
    addresses.saw('203.0.113.2', 'account-9');
    expect(addresses.countable('203.0.113.2')).toBeNull();
    expect(addresses.countable('203.0.113.3')).toBe('203.0.113.3');
  });
});
