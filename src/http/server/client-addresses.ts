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

/** A longer text is no address, and is not remembered. */
const maxAddressLength = 64;

/** An address as it was written. */
interface Peer {
  /** In one form; empty if it is no address. */
  readonly address: string;
  readonly isTrusted: boolean;
  readonly network: string;
}

/**
 * The clients' addresses, for limits that count by address. A peer in TRUSTED_PROXIES names its client in
 * x-forwarded-for; any other peer is the client itself. An address that carries the tokens of many accounts is counted
 * for no limit: the limit would hit all of them for what one of them does.
 */
export class ClientAddresses {
  readonly #trusted: BlockList;
  readonly #accounts = new LRUCache<string, Set<string>>({ max: maxRemembered, ttl: memoryMs });
  /** Every request asks the same of the same few addresses, several times. */
  readonly #peers = new LRUCache<string, Peer>({ max: maxRemembered });

  constructor(trustedProxies: readonly string[]) {
    this.#trusted = addressRanges(trustedProxies) ?? new BlockList();
  }

  /** The client's address: the rightmost one that does not belong to a trusted proxy. Empty if there is none. */
  of({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): string {
    let peer = this.#peer(socket.remoteAddress ?? '');
    if (!peer.isTrusted) return peer.address;
    const forwarded = String(headers['x-forwarded-for'] ?? '').split(',');
    while (peer.isTrusted) {
      const previous = this.#peer(forwarded.pop() ?? '');
      // The list ends here, or continues with something that is no address: the proxy is the last address that we know.
      if (previous.address === '') return peer.address;
      peer = previous;
    }
    return peer.address;
  }

  /** The name under which limits count an address; null if they do not count it. */
  countable(address: string): string | null {
    const { network, isTrusted } = this.#peer(address);
    if (address === '' || isTrusted) return null;
    const accounts = this.#accounts.get(network);
    return accounts !== undefined && accounts.size >= manyAccounts ? null : network;
  }

  /** Remembers that a verified token of that account came from the address. */
  saw(address: string, guid: string): void {
    const { network, isTrusted } = this.#peer(address);
    if (address === '' || isTrusted) return;
    const accounts = this.#accounts.get(network) ?? new Set();
    if (accounts.size < manyAccounts) accounts.add(guid);
    this.#accounts.set(network, accounts);
  }

  #peer(text: string): Peer {
    const known = this.#peers.get(text);
    if (known) return known;
    const address = ipAddress(text) ?? '';
    const isTrusted = address !== '' && isInRanges(this.#trusted, address);
    const peer = { address, isTrusted, network: networkOf(address) };
    if (text.length <= maxAddressLength) this.#peers.set(text, peer);
    return peer;
  }
}
