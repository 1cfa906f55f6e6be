import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { answerUnreadable, checkHosts, type OwnAddresses } from './host-check';
import { noSchemas } from './no-schemas';
import { type RunningServer, urlOf } from './running-server';
import { securityHeaders, sendSecurityHeaders } from './security-headers';

/** `GET /metrics`, for Prometheus. */
export function registerMetrics(server: FastifyInstance, metrics: Registry): void {
  server.get('/metrics', async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  );
}

/** The metrics on a port of their own. Rejects when it cannot listen; nothing stays open then. */
export async function startMetricsServer(
  metrics: Registry,
  { host, port }: { readonly host: string; readonly port: number },
  allowedHosts: OwnAddresses,
): Promise<RunningServer> {
  const server = Fastify({
    logger: false,
    schemaController: noSchemas,
    forceCloseConnections: true,
    requestTimeout: 10_000,
    frameworkErrors: answerUnreadable(allowedHosts),
  });
  sendSecurityHeaders(server, securityHeaders(false));
  checkHosts(server, allowedHosts);
  registerMetrics(server, metrics);
  server.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'Not found.' }));
  try {
    await server.listen({ host, port });
  } catch (error) {
    await server.close();
    throw error;
  }
  return { url: urlOf(server.server.address() as AddressInfo, host), close: () => server.close() };
}
