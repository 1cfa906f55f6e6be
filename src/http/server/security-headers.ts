import { createHash } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import helmet, { type HelmetOptions } from 'helmet';

type Headers = Readonly<Record<string, string>>;
type Directives = Exclude<
  Exclude<HelmetOptions['contentSecurityPolicy'], boolean | undefined>['directives'],
  undefined
>;

/** Forbids a browser to load anything from an answer: GraphiQL is our only page, and has its own directives. */
const nothing = {
  defaultSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
} satisfies Directives;

/** Headers for responses that Fastify sends before any hook. */
export const bareHeaders: Headers = {
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * Headers of every answer. They are always the same, so helmet runs once. `isHttps`: browsers reach us by https, and
 * must not use plain http again.
 */
export function securityHeaders(isHttps: boolean, directives: Directives = nothing): Headers {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const setHeaders = helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    // Our addresses contain tokens: they must not be passed to other sites.
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: isHttps && { maxAge: 31_536_000, includeSubDomains: false },
    xFrameOptions: { action: 'deny' },
    // Headers for old browsers, or for pages that we do not have.
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  setHeaders(response.req, response, () => {});
  return Object.fromEntries(
    Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]),
  );
}

/** For GraphiQL's page: its own inline scripts, known by their hashes, the styles and workers they make, and us. */
export function pageDirectives(html: string): Directives {
  const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text = '']) => text);
  const hashes = scripts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  return {
    ...nothing,
    scriptSrc: hashes,
    workerSrc: ['blob:'],
    styleSrc: ["'unsafe-inline'"],
    imgSrc: ['data:'],
    fontSrc: ['data:'],
    connectSrc: ["'self'"],
  };
}

/** Adds them to every answer of a server; a route may replace one. */
export function sendSecurityHeaders(server: FastifyInstance, headers: Headers): void {
  const all = { ...headers };
  server.addHook('onRequest', (_request, reply, done) => {
    reply.headers(all);
    done();
  });
}
