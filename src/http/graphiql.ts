import type { FastifyInstance } from 'fastify';
import { pageDirectives, securityHeaders } from './security-headers';

const firstQuery = `# Real-name verification. Run Follow, then Start in a second tab of this page,
# open authUrl in your browser and decide: the events arrive at Follow.

mutation Start {
  startOneNetVerification(input: { userId: 38453, phone: "15522223333" }) {
    verification { id status authUrl }
    inputErrors { path code message }
  }
}

subscription Follow {
  userVerificationUpdated {
    version status cause occurredAt
    verification { id subject { realName identityNo } auditInfo { auditStatus custCertAddr } }
  }
}
`;

/**
 * GraphiQL at `/`, whole in one page: it needs nothing from the internet. Its nine megabytes are loaded when somebody
 * opens it, and not before.
 */
export function registerGraphiQL(server: FastifyInstance, isHttps: boolean): void {
  let page: Promise<string> | null = null;
  server.get('/', async (_request, reply) => {
    page ??= render();
    const html = await page.catch((error: unknown) => {
      // The next who asks tries again.
      page = null;
      throw error;
    });
    reply.headers(securityHeaders(isHttps, pageDirectives(html)));
    return reply.type('text/html; charset=utf-8').send(html);
  });
}

async function render(): Promise<string> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  return renderGraphiQL({
    endpoint: '/graphql',
    subscriptionsProtocol: 'WS',
    title: 'Real-name verification',
    defaultQuery: firstQuery,
  });
}
