import { type LookupAddress, type LookupAllOptions, lookup as resolveHost } from 'node:dns';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { isPublicAddress } from '../../domain/destinations/public-address';
import { isLoopbackHost } from '../../domain/input/address-check';
import type {
  SendOutcome,
  UrlVerdict,
  WebhookRequest,
  WebhookSender,
} from '../../service/destinations/sender';

const maxUrlLength = 2000;
/** Sockets to one destination that are kept open between requests. */
const maxIdleSockets = 32;
/** A look-up for a new destination; one that takes longer is left to the connection. */
const judgePatienceMs = 2000;

export interface WebhookSenderOptions {
  /** Origins that may be private and http; the word loopback: this machine at any port. */
  readonly allowedOrigins: readonly string[] | 'loopback';
  /** Until the whole head of the answer has come, in milliseconds. */
  readonly timeoutMs: number;
  /** DNS, for tests. */
  readonly resolve?: Resolve;
}

type Resolve = (
  host: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** The host resolves to an address that must not be connected to. */
class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';
  readonly code = 'PRIVATE_ADDRESS';
}

/**
 * Sends requests to destinations. Which addresses may be connected to is decided where the connection is made: the
 * address that the look-up brought is the one that is checked and used, and the socket's other end is checked once
 * more. A check when the destination was created proves nothing, because DNS can answer differently each time.
 * Node's request follows no redirect, and reads no proxy from the environment.
 */
export function openWebhookSender({
  allowedOrigins,
  timeoutMs,
  resolve = resolveHost,
}: WebhookSenderOptions): WebhookSender {
  const keep = { keepAlive: true, maxFreeSockets: maxIdleSockets };
  // Connections that may be private are kept apart: no other origin can come to use one.
  const agents = [false, true].map((mayBePrivate) => {
    const options = mayBePrivate ? keep : { ...keep, lookup: publicLookup(resolve) };
    return { http: new HttpAgent(options), https: new HttpsAgent(options) };
  });
  const agentsOf = (mayBePrivate: boolean) => agents[mayBePrivate ? 1 : 0] ?? agents[0];

  return {
    send(message, signal) {
      const url = new URL(message.url);
      const mayBePrivate = isAllowed(url, allowedOrigins);
      const verdict = formOf(url, mayBePrivate);
      // The list of this deployment may have become shorter since the destination was created.
      if (!verdict.ok) return Promise.resolve({ status: null, words: notAllowed });
      const agent = agentsOf(mayBePrivate);
      const isTls = url.protocol === 'https:';
      const timeout = AbortSignal.timeout(timeoutMs);
      return post(message, url, {
        open: isTls ? httpsRequest : httpRequest,
        agent: isTls ? agent?.https : agent?.http,
        mayBePrivate,
        signal: AbortSignal.any([signal, timeout]),
      }).catch((error: unknown) => {
        if (signal.aborted) throw error;
        return { status: null, words: timeout.aborted ? `no answer within ${timeoutMs} ms` : wordsOf(error) };
      });
    },
    async judge(text) {
      if (text.length > maxUrlLength) return { ok: false, reason: 'TOO_LONG' };
      const trimmed = text.trim();
      // The URL standard drops or rewrites these, and other parsers do not.
      if (/[\s\p{Cc}\p{Cs}\\]/u.test(trimmed) || !URL.canParse(trimmed))
        return { ok: false, reason: 'MALFORMED' };
      const url = new URL(trimmed);
      const mayBePrivate = isAllowed(url, allowedOrigins);
      const verdict = formOf(url, mayBePrivate);
      if (!verdict.ok || mayBePrivate) return verdict;
      const addresses = await addressesOf(url.hostname, resolve);
      return addresses.every(isPublicAddress) ? verdict : { ok: false, reason: 'PRIVATE' };
    },
    close() {
      for (const { http, https } of agents) {
        http.destroy();
        https.destroy();
      }
    },
  };
}

const notAllowed = 'the address is not allowed (WEBHOOK_ALLOWLIST)';

function formOf(url: URL, mayBePrivate: boolean): UrlVerdict {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { ok: false, reason: 'MALFORMED' };
  if (url.username !== '' || url.password !== '') return { ok: false, reason: 'WITH_USER' };
  if (mayBePrivate) return { ok: true, url: url.href };
  if (url.protocol !== 'https:') return { ok: false, reason: 'NOT_HTTPS' };
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 ? !isPublicAddress(host) : isLoopbackHost(host))
    return { ok: false, reason: 'PRIVATE' };
  return { ok: true, url: url.href };
}

function isAllowed(url: URL, allowedOrigins: readonly string[] | 'loopback'): boolean {
  return allowedOrigins === 'loopback' ? isLoopbackHost(url.hostname) : allowedOrigins.includes(url.origin);
}

/** The look-up of a connection: fails unless every address that the name has is public. */
function publicLookup(resolve: Resolve): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '');
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
        return done(new PrivateAddressError('private address'), '');
      }
      return options.all ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
}

/** The addresses that a new destination's host has now; none if that cannot be said. */
function addressesOf(host: string, lookUp: Resolve): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve([]), judgePatienceMs);
    lookUp(host.replace(/^\[|\]$/g, ''), { all: true }, (error, addresses) => {
      clearTimeout(timer);
      resolve(error ? [] : addresses.map(({ address }) => address));
    });
  });
}

interface PostOptions {
  readonly open: typeof httpRequest;
  readonly agent: HttpAgent | undefined;
  readonly mayBePrivate: boolean;
  readonly signal: AbortSignal;
}

function post(
  { headers, body }: WebhookRequest,
  url: URL,
  { open, agent, mayBePrivate, signal }: PostOptions,
): Promise<SendOutcome> {
  return new Promise((resolve, reject) => {
    const length = Buffer.byteLength(body);
    const request = open(url, {
      method: 'POST',
      agent,
      signal,
      headers: { ...headers, 'content-length': length, 'user-agent': 'realname-subgraph' },
    });
    request.on('error', reject);
    request.once('socket', (socket: Socket) => {
      if (mayBePrivate) return;
      const check = () => {
        if (!isPublicAddress(socket.remoteAddress ?? ''))
          request.destroy(new PrivateAddressError('private address'));
      };
      if (socket.connecting) socket.once('connect', check);
      else check();
    });
    request.once('response', (response: IncomingMessage) => {
      const status = response.statusCode ?? 0;
      leave(response);
      resolve({ status, words: `the answer was HTTP ${status}` });
    });
    request.end(body);
  });
}

/** An answer's content means nothing to us: a short one is read so that the connection can be used again. */
function leave(response: IncomingMessage): void {
  let left = 64 * 1024;
  response.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) response.destroy();
  });
  response.on('error', () => {});
}

function wordsOf(error: unknown): string {
  const code = (error as { readonly code?: unknown }).code;
  if (code === 'PRIVATE_ADDRESS') return notAllowed;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)
    ? `the request failed (${code})`
    : 'the request failed';
}
