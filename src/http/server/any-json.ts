import { promisify } from 'node:util';
import { gunzip, inflate, inflateRaw } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { textOfBody } from '../../domain/input/body-text';
import { parseJson } from '../../domain/input/json';
import type { ServiceLog } from '../../service/tools';

/**
 * Reads every body of a scope as JSON whatever its Content-Type says: providers are not careful with it. A body that
 * is not JSON becomes undefined, and the route judges it.
 */
export function readAnyAsJson(scope: FastifyInstance, log: ServiceLog): void {
  scope.addHook('onRequest', (request, _reply, done) => {
    request.headers['content-type'] = 'application/json';
    done();
  });
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
    const bytes = await decompressed(request, body);
    if (!bytes) return undefined;
    const { text, isOdd } = textOfBody(bytes, sentType(request));
    if (isOdd) log.warn({ odd: 'encoding' }, 'request has bytes of no known encoding, kept as they came');
    return parseJson(text);
  });
}

/** The Content-Type as it came, before the hook replaced it. */
function sentType({ raw: { rawHeaders } }: FastifyRequest): string | undefined {
  const name = rawHeaders.findIndex((header, i) => i % 2 === 0 && header.toLowerCase() === 'content-type');
  return name < 0 ? undefined : rawHeaders[name + 1];
}

const unzip = { gzip: promisify(gunzip), zlib: promisify(inflate), raw: promisify(inflateRaw) };

/** Null if the bytes are not what Content-Encoding says. Rejects above the limit of the route, as for a plain body. */
async function decompressed(request: FastifyRequest, body: Buffer): Promise<Buffer | null> {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity' || encoding === '') return body;
  const format = formatOf(encoding, body);
  if (!format) throw new RequestError(415, 'Content-Encoding must be gzip, deflate or identity.');
  try {
    return await unzip[format](body, { maxOutputLength: request.routeOptions.bodyLimit });
  } catch (error) {
    if (isTooLarge(error)) throw new RequestError(413, 'Request body is too large');
    return null;
  }
}

function isTooLarge(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
  );
}

function formatOf(encoding: string, body: Buffer): keyof typeof unzip | null {
  if (encoding === 'gzip' || encoding === 'x-gzip') return 'gzip';
  if (encoding !== 'deflate') return null;
  // Some senders leave the zlib header out; its low four bits are always 8.
  return ((body[0] ?? 0) & 0x0f) === 8 ? 'zlib' : 'raw';
}

class RequestError extends Error {
  constructor(
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
  }
}
