import { pipeline, Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { preParsingHookHandler, RequestPayload } from 'fastify';

/** The body does not have the encoding that its `content-encoding` names; `statusCode` is the answer's. */
export class ContentEncodingError extends Error {
  override readonly name = 'ContentEncodingError';

  constructor(
    message: string,
    readonly statusCode: 400 | 415,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

const decoders: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

const accepted = 'gzip, deflate, br';

/** Decompresses the body of a request. Fastify's limit counts the decompressed bytes, which stops compression bombs. */
export const decodeBody: preParsingHookHandler = (request, reply, payload, done) => {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase();
  if (encoding === undefined || encoding === 'identity' || encoding === '') return done(null, payload);
  const decoder = Object.hasOwn(decoders, encoding) ? decoders[encoding]?.() : undefined;
  if (decoder) return done(null, decoded(payload, decoder));
  reply.header('accept-encoding', accepted);
  done(new ContentEncodingError(`The body must be plain or compressed with one of ${accepted}.`, 415));
};

function decoded(payload: RequestPayload, decoder: NodeJS.ReadWriteStream): RequestPayload {
  const body: RequestPayload = Readable.from(chunksOf(decoder), { objectMode: false });
  // Fastify compares this with content-length.
  body.receivedEncodedLength = 0;
  payload.on('data', (chunk: Buffer) => {
    body.receivedEncodedLength = (body.receivedEncodedLength ?? 0) + chunk.length;
  });
  // An error also ends the decoder, whose reader gets it.
  pipeline(payload, decoder, () => {});
  return body;
}

async function* chunksOf(decoder: NodeJS.ReadWriteStream): AsyncGenerator<Buffer, undefined, undefined> {
  try {
    for await (const chunk of decoder) yield chunk as Buffer;
  } catch (cause) {
    throw new ContentEncodingError('The body is not what its content-encoding says.', 400, { cause });
  }
}
