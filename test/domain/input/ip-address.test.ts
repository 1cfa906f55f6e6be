import * as fc from 'fast-check';
import { addressRanges, ipAddress, isInRanges, networkOf } from '../../../src/domain/input/ip-address';

describe('parsing an IP address', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    [' 10.0.0.1 ', '10.0.0.1'],
    ['10.0.0.1:51234', '10.0.0.1'],
    ['::1', '::1'],
    ['[::1]', '::1'],
    ['[2001:DB8:0:0:0:0:0:1]:443', '2001:db8::1'],
    ['2001:0db8::0001', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::ffff:192.168.1.9', '192.168.1.9'],
    ['::FFFF:C0A8:0109', '192.168.1.9'],
    ['[::ffff:10.0.0.1]:80', '10.0.0.1'],
  ])('normalises %s to %s', (text, address) => {
    expect(ipAddress(text)).toBe(address);
  });

  it.each([
    '',
    'unknown',
    '_hidden',
    'localhost',
    'example.com',
    '10.0.0',
    '010.0.0.1',
    '10.0.0.256',
    '10.0.0.1:x',
    '[::1',
    '::1]',
    '1::2::3',
    '12345::',
    '10.0.0.1, 10.0.0.2',
  ])('refuses %j', (text) => {
    expect(ipAddress(text)).toBeNull();
  });

  it('gives the same result for every spelling', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const form = ipAddress(address);
        expect(form).not.toBeNull();
        expect(ipAddress(form ?? '')).toBe(form);
        expect(ipAddress(address.toUpperCase())).toBe(form);
        expect(ipAddress(`[${address}]:443`)).toBe(form);
      }),
    );
  });
});

describe('the address that rate limits count by', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::5', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['1::', '1:0:0:0::/64'],
  ])('for %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('ranges of IP addresses', () => {
  const isIn = (list: readonly string[], address: string) => {
    const ranges = addressRanges(list);
    if (!ranges) throw new Error('no ranges');
    return isInRanges(ranges, address);
  };

  it.each([
    ['10.0.0.0/8', '10.255.0.1', '11.0.0.1'],
    ['192.0.2.7', '192.0.2.7', '192.0.2.8'],
    ['192.0.2.0/31', '192.0.2.1', '192.0.2.2'],
    ['2001:db8::/32', '2001:db8:ffff::1', '2001:db9::1'],
    ['::1', '::1', '::2'],
    ['0.0.0.0/0', '203.0.113.9', '2001:db8::1'],
  ])('written as %s contain %s and do not contain %s', (range, inside, outside) => {
    expect(isIn([range], inside)).toBe(true);
    expect(isIn([range], outside)).toBe(false);
    expect(isIn(['203.0.113.77', range], inside)).toBe(true);
    expect(isIn([], inside)).toBe(false);
  });

  it.each([
    '10.0.0.0/33',
    '::/129',
    '10.0.0/8',
    'proxy.example.com',
    '10.0.0.1/8/8',
    '10.0.0.1/',
    '/8',
    '',
    '*',
  ])('cannot be written as %j', (range) => {
    expect(addressRanges([range])).toBeNull();
    expect(addressRanges(['10.0.0.1', range])).toBeNull();
  });
});
