import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * An IP address in one form, however a socket or a proxy writes it: without port, brackets and zone, IPv4 in IPv6 as
 * IPv4. Null for everything else.
 */
export function ipAddress(text: string): string | null {
  const trimmed = text.trim();
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(trimmed)?.[1];
  const withPort = /^([\d.]+):\d+$/.exec(trimmed)?.[1];
  const bare = (bracketed ?? withPort ?? trimmed).replace(/%.*$/, '');
  if (isIPv4(bare)) return bare;
  if (!isIPv6(bare)) return null;
  // The URL standard writes an IPv6 address in its one shortest form.
  const short = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(short);
  if (!mapped) return short;
  const [high, low] = [Number.parseInt(mapped[1] ?? '', 16), Number.parseInt(mapped[2] ?? '', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The part that counts as one address: all of an IPv4 address; of an IPv6 one the /64, in which its user may choose any. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const front = head.split(':').filter(Boolean);
  const back = (tail ?? '').split(':').filter(Boolean);
  const zeros = Array<string>(tail === undefined ? 0 : 8 - front.length - back.length).fill('0');
  return `${[...front, ...zeros, ...back].slice(0, 4).join(':')}::/64`;
}

/** Addresses and CIDR ranges, IPv4 and IPv6; null if one of them is neither. */
export function addressRanges(list: readonly string[]): BlockList | null {
  const ranges = new BlockList();
  try {
    for (const item of list) {
      const [address = '', prefix, ...rest] = item.split('/');
      const family = isIPv6(address) ? 'ipv6' : 'ipv4';
      if (rest.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) return null;
      if (prefix === undefined) ranges.addAddress(address, family);
      else ranges.addSubnet(address, Number(prefix), family);
    }
    return ranges;
  } catch {
    return null;
  }
}

export function isInRanges(ranges: BlockList, address: string): boolean {
  return ranges.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
