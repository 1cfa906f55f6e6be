import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { compress, describeEncoding, type Encoding, encodingFor } from '../server/compression';
import { pageDirectives, securityHeaders } from '../server/security-headers';
import { logo, tabs } from './graphiql-tabs';

/**
 * GraphiQL would write every operation into the page's address, and with it the personal data that is typed there. After
 * a reload the address would also open another tab, next to those that the browser has kept.
 */
const neverInAddress = { onEditQuery: null };

interface Page {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The page's name in a browser's cache: the same for every encoding, hence weak. */
  readonly etag: string;
  /** The compressed page by encoding, made at the first request that accepts the encoding. */
  readonly compressed: Map<Encoding, Promise<Buffer>>;
}

/**
 * GraphiQL at `/`, whole in one page: it needs nothing from the internet. Its nine megabytes are loaded when the page
 * is first opened.
 */
export function registerGraphiQL(server: FastifyInstance, isHttps: boolean): void {
  let opened: Promise<Page> | null = null;
  server.get('/', async (request, reply) => {
    opened ??= render(isHttps);
    const page = await opened.catch((error: unknown) => {
      // The next request tries again.
      opened = null;
      throw error;
    });
    const encoding = encodingFor(request.headers['accept-encoding']);
    // Kept, but asked about at each visit: another release is seen at once.
    reply.headers({ ...page.headers, etag: page.etag, 'cache-control': 'no-cache' });
    if (isKept(request.headers['if-none-match'], page.etag)) {
      reply.header('vary', 'accept-encoding');
      return reply.code(304).send();
    }
    reply.type('text/html; charset=utf-8');
    describeEncoding(reply, encoding);
    return reply.send(encoding ? await compressed(page, encoding) : page.html);
  });
}

/** A browser may name several pages, each weak or not. */
function isKept(named: string | undefined, etag: string): boolean {
  return named?.split(',').some((one) => one.trim() === etag) ?? false;
}

function compressed({ html, compressed }: Page, encoding: Encoding): Promise<Buffer> {
  const known = compressed.get(encoding);
  if (known) return known;
  const made = compress(html, encoding);
  compressed.set(encoding, made);
  return made;
}

async function render(isHttps: boolean): Promise<Page> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const html = renderGraphiQL({
    endpoint: '/graphql',
    subscriptionsProtocol: 'WS',
    title: 'Real-name verification',
    favicon: `data:image/svg+xml,${encodeURIComponent(logo)}`,
    logo,
    defaultTabs: [...tabs],
    ...neverInAddress,
  });
  return {
    html,
    headers: securityHeaders(isHttps, pageDirectives(html)),
    etag: `W/"${createHash('sha256').update(html).digest('base64url')}"`,
    compressed: new Map(),
  };
}
