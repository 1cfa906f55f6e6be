import type { IncomingMessage } from 'node:http';
import { BlockList } from 'node:net';
import { LRUCache } from 'lru-cache';
import { addressRanges, ipAddress, isInRanges, networkOf } from '../../domain/input/ip-address';

/** An address with this many accounts belongs to a router, a campus or a mobile network, not to one person. */
const manyAccounts = 10;

/** How long an address is remembered as shared after the last token, in milliseconds. */
const memoryMs = 3_600_000;

/** How many addresses are remembered. */
const maxRemembered = 10_000;

/**
 * The clients' addresses, for limits that count by address. A peer in TRUSTED_PROXIES names its client in
 * x-forwarded-for; any other peer is the client itself. An address that carries the tokens of many accounts is counted
 * for no limit: the limit would hit all of them for what one of them does.
 */
export class ClientAddresses {
  readonly #trusted: BlockList;
  readonly #accounts = new LRUCache<string, Set<string>>({ max: maxRemembered, ttl: memoryMs });

  constructor(trustedProxies: readonly string[]) {
    this.#trusted = addressRanges(trustedProxies) ?? new BlockList();
  }

  /** The client's address: the rightmost one that does not belong to a trusted proxy. Empty if there is none. */
  of({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): string {
    let address = ipAddress(socket.remoteAddress ?? '') ?? '';
    const forwarded = String(headers['x-forwarded-for'] ?? '').split(',');
    while (this.#isTrusted(address)) {
      const previous = ipAddress(forwarded.pop() ?? '');
      // The list ends here, or continues with something that is no address: the proxy is the last address that we know.
      if (previous === null) return address;
      address = previous;
    }
    return address;
  }

  /** The name under which limits count an address; null if they do not count it. */
  countable(address: string): string | null {
    if (address === '' || this.#isTrusted(address)) return null;
    const network = networkOf(address);
    const accounts = this.#accounts.get(network);
    return accounts !== undefined && accounts.size >= manyAccounts ? null : network;
  }

  /** Remembers that a verified token of that account came from the address. */
  saw(address: string, guid: string): void {
    if (address === '' || this.#isTrusted(address)) return;
    const network = networkOf(address);
    const accounts = this.#accounts.get(network) ?? new Set();
    if (accounts.size < manyAccounts) accounts.add(guid);
    this.#accounts.set(network, accounts);
  }

  #isTrusted(address: string): boolean {
    return address !== '' && isInRanges(this.#trusted, address);
  }
}
