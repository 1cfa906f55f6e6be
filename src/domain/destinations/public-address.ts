import { isIPv4, isIPv6 } from 'node:net';
import { addressRanges, isInRanges } from '../input/ip-address';

/** IPv4 ranges that are not of the public internet (IANA's special-purpose registry), and Azure's metadata address. */
const privateRanges = rangesOf([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]);

/** The parts of 2000::/3 that are not of the public internet: Teredo, ORCHID, documentation. */
const privateRangesV6 = rangesOf(['2001::/23', '2001:db8::/32', '3fff::/20']);
const globalUnicast = rangesOf(['2000::/3']);

/**
 * True for an IP address of the public internet. Only such an address may be connected to on behalf of a URL that a
 * caller chose: private, loopback, link-local and metadata addresses lead into our own network. An IPv6 address that
 * embeds an IPv4 address (mapped, compatible, translated, NAT64, 6to4) counts as that address.
 */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '');
  if (isIPv4(bare)) return !isInRanges(privateRanges, bare);
  // A zone (%eth0) belongs to a link-local address.
  if (!isIPv6(bare) || bare.includes('%')) return false;
  const parts = partsOf(bare);
  const embedded = embeddedIn(parts);
  if (embedded !== null) return !isInRanges(privateRanges, embedded);
  return isInRanges(globalUnicast, bare) && !isInRanges(privateRangesV6, bare);
}

/** The IPv4 address that an IPv6 address embeds; null if it embeds none. */
function embeddedIn(parts: readonly number[]): string | null {
  const [first = 0, second = 0, third = 0] = parts;
  const begins = (...head: readonly number[]) => head.every((part, index) => parts[index] === part);
  const ending = () => dotted(parts[6] ?? 0, parts[7] ?? 0);
  if (begins(0, 0, 0, 0, 0, 0) || begins(0, 0, 0, 0, 0, 0xffff) || begins(0, 0, 0, 0, 0xffff, 0))
    return ending();
  if (begins(0x64, 0xff9b, 0, 0, 0, 0)) return ending();
  return first === 0x2002 ? dotted(second, third) : null;
}

function dotted(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The eight parts of an IPv6 address. */
function partsOf(address: string): readonly number[] {
  // The URL standard writes an embedded IPv4 address as two parts of an IPv6 address.
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = short.split('::');
  const front = head.split(':').filter(Boolean);
  const back = (tail ?? '').split(':').filter(Boolean);
  const zeros = Array<string>(tail === undefined ? 0 : 8 - front.length - back.length).fill('0');
  return [...front, ...zeros, ...back].map((part) => Number.parseInt(part, 16));
}

function rangesOf(list: readonly string[]) {
  const ranges = addressRanges(list);
  if (!ranges) throw new RangeError('expected address ranges');
  return ranges;
}
