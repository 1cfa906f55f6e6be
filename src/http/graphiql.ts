import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { FastifyInstance } from 'fastify';
import { pagePolicy } from './security-headers';

const firstQuery = `# Real-name verification. Run the mutation, copy the id into the subscription, run that,
# then open authUrl in another tab and decide: the events arrive here.

mutation Start {
  startOneNetVerification(input: { userId: 38453, phone: "15522223333" }) {
    verification { id status authUrl }
    inputErrors { path code message }
  }
}

subscription Follow($id: ID!) {
  verificationUpdated(id: $id, sinceVersion: 0) {
    version status cause occurredAt
    verification { subject { realName identityNo } auditInfo { auditStatus custCertAddr } }
  }
}
`;

/** GraphiQL at `/`, whole in one page: it needs nothing from the internet. */
export function registerGraphiQL(server: FastifyInstance): void {
  const page = renderGraphiQL({
    endpoint: '/graphql',
    subscriptionsProtocol: 'WS',
    title: 'Real-name verification',
    defaultQuery: firstQuery,
  });
  server.get('/', { helmet: { contentSecurityPolicy: pagePolicy(page) } }, (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(page),
  );
}
