import { promisify } from 'node:util';
import { brotliCompress, constants, deflate, gzip } from 'node:zlib';
import type { FastifyReply, onSendHookHandler } from 'fastify';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';

export type Encoding = (typeof encodings)[number];

/** Shorter texts are not compressed: headers and CPU cost more than is saved. In characters. */
const minLength = 1024;

/** Node's default is the slowest quality, made for files that are compressed once and served for ever. */
const brotliQuality = 4;

const compressors: Readonly<Record<Encoding, (text: string) => Promise<Buffer>>> = {
  br: (text) =>
    promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } }),
  gzip: promisify<string, Buffer>(gzip),
  deflate: promisify<string, Buffer>(deflate),
};

const encodings = ['gzip', 'br', 'deflate'] as const;
const offered = [...encodings, 'identity'];

const negotiated = new LRUCache<string, { readonly encoding: Encoding | null }>({ max: 100 });
const maxKeptLength = 200;

/** Null if the text is to be sent as it is. */
export function encodingFor(accept: string | undefined): Encoding | null {
  if (accept === undefined) return null;
  const known = negotiated.get(accept);
  if (known) return known.encoding;
  const [preferred] = new Negotiator({ headers: { 'accept-encoding': accept } }).encodings(offered);
  const encoding = encodings.find((name) => name === preferred) ?? null;
  if (accept.length <= maxKeptLength) negotiated.set(accept, { encoding });
  return encoding;
}

export function compress(text: string, encoding: Encoding): Promise<Buffer> {
  return compressors[encoding](text);
}

/** Sets the headers that name the encoding, and that make caches keep one answer per accepted encoding. */
export function describeEncoding(reply: FastifyReply, encoding: Encoding | null): void {
  const vary = reply.getHeader('vary');
  reply.header('vary', vary === undefined ? 'accept-encoding' : `${String(vary)}, accept-encoding`);
  if (encoding) reply.header('content-encoding', encoding).removeHeader('content-length');
}

/** Compresses an answer if it is long enough and its client accepts that. Streams pass as they are. */
export const compressAnswer: onSendHookHandler = (request, reply, payload, done) => {
  if (typeof payload !== 'string' || payload.length < minLength) return done(null, payload);
  const encoding = encodingFor(request.headers['accept-encoding']);
  describeEncoding(reply, encoding);
  if (encoding === null) return done(null, payload);
  compress(payload, encoding).then((compressed) => done(null, compressed), done);
};
