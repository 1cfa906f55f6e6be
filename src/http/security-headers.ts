import { createHash } from 'node:crypto';
import type { FastifyHelmetOptions } from '@fastify/helmet';

type Policy = Exclude<FastifyHelmetOptions['contentSecurityPolicy'], boolean | undefined>;

/** Nothing of ours is a page but GraphiQL: whatever a browser would load from an answer is not from us. */
const nothing: Policy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

/** Of answers that Fastify gives before any plugin is asked. */
export const bareHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Headers of every answer. `isHttps`: browsers reach us by https, and shall not try otherwise again. */
export function securityHeaders(isHttps: boolean): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: nothing,
    // Our addresses hold tokens; they are nobody else's business.
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: isHttps && { maxAge: 31_536_000, includeSubDomains: false },
    xFrameOptions: { action: 'deny' },
  };
}

/** For GraphiQL's page: its own inline scripts, known by their hashes, the styles and workers they make, and us. */
export function pagePolicy(html: string): Policy {
  const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text = '']) => text);
  const hashes = scripts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  return {
    useDefaults: false,
    directives: {
      ...nothing.directives,
      scriptSrc: hashes,
      workerSrc: ['blob:'],
      styleSrc: ["'unsafe-inline'"],
      imgSrc: ['data:'],
      fontSrc: ['data:'],
      connectSrc: ["'self'"],
    },
  };
}
