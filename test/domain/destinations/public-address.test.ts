import { isPublicAddress } from '../../../src/domain/destinations/public-address';

describe('isPublicAddress', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '2606:4700::1111',
  ])('accepts %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.1',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '[::1]',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    'nonsense',
    '',
  ])('refuses %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    ['mapped', '::ffff:'],
    ['compatible', '::'],
    ['translated', '::ffff:0:'],
    ['NAT64', '64:ff9b::'],
  ])('judges an address that is %s by the IPv4 address in it', (_kind, prefix) => {
    expect(isPublicAddress(`${prefix}8.8.8.8`)).toBe(true);
    for (const inner of ['127.0.0.1', '10.0.0.1', '169.254.169.254', '100.64.1.1']) {
      expect(isPublicAddress(`${prefix}${inner}`)).toBe(false);
    }
  });

  it('judges a 6to4 address by the IPv4 address in it', () => {
    expect(isPublicAddress('2002:808:808::1')).toBe(true);
    expect(isPublicAddress('2002:7f00:1::1')).toBe(false);
    expect(isPublicAddress('2002:a9fe:a9fe::')).toBe(false);
  });

  it('refuses the local range of NAT64', () => {
    expect(isPublicAddress('64:ff9b:1::808:808')).toBe(false);
  });
});
