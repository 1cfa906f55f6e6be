import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyReply } from 'fastify';
import type { Registry } from 'prom-client';
import type { RequestErrorCode } from '../../domain/request-errors';
import type { PushReceipt } from '../../service/provider-events/push-receipt';
import type { ServiceLog } from '../../service/tools';
import { maxPushBytes, statusOfPush } from '../providers/callbacks';
import { readAnyAsJson } from './any-json';
import { answerUnreadable, checkHosts, isHostAllowed, type OwnAddresses } from './host-check';
import { registerMetrics } from './metrics-route';
import { noSchemas } from './no-schemas';
import { type RunningServer, urlOf } from './running-server';
import { securityHeaders, sendSecurityHeaders } from './security-headers';

const retryAfterSeconds = 5;

const graphQLError = {
  message: 'The service starts, and its database cannot be reached yet. Repeat the request later.',
  extensions: { code: 'SERVICE_STARTING' satisfies RequestErrorCode },
};

export interface WaitingServerOptions {
  readonly host: string;
  readonly port: number;
  readonly log: ServiceLog;
  /** The words of `/readyz`. */
  readonly state: () => string;
  /** Null if they are on a port of their own. */
  readonly metrics: Registry | null;
  readonly pushes: EarlyPushes;
  /** Addresses whose hosts a request may name, besides loopback; null: any host. */
  readonly allowedHosts: OwnAddresses;
}

/** Keeps pushes before the database was ever reached. */
export interface EarlyPushes {
  /** Asked before the body is read. */
  isKept(provider: string, token: string): boolean;
  keep(provider: string, token: string, body: unknown): PushReceipt | null;
}

type PushRoute = { Params: { provider: string; token: string } };

/**
 * Answers in place of the service until the database can be reached for the first time: it lives, and is not ready.
 * Pushes that are surely for us are kept; the others are refused, so that their providers repeat them.
 */
export async function startWaitingServer(options: WaitingServerOptions): Promise<RunningServer> {
  const { host, port, log, state, metrics, pushes, allowedHosts } = options;
  const server = Fastify({
    logger: false,
    schemaController: noSchemas,
    forceCloseConnections: true,
    requestTimeout: 10_000,
    frameworkErrors: answerUnreadable(allowedHosts),
  });
  sendSecurityHeaders(server, securityHeaders(false));
  checkHosts(server, allowedHosts);
  const later = (reply: FastifyReply, body: object) =>
    reply.code(503).header('retry-after', retryAfterSeconds).header('connection', 'close').send(body);
  const refuse = (reply: FastifyReply) => later(reply, { error: graphQLError.message });

  server.get('/healthz', () => ({ status: 'ok' }));
  server.get('/readyz', (_request, reply) => later(reply, { status: state() }));
  if (metrics) registerMetrics(server, metrics);
  // No body is read.
  server.all('/graphql', {
    onRequest: async (_request, reply) => later(reply, { errors: [graphQLError] }),
    handler: () => {},
  });
  server.register(async (scope) => {
    scope.addHook<PushRoute>('onRequest', async ({ params }, reply) => {
      if (!pushes.isKept(params.provider.toUpperCase(), params.token)) await refuse(reply);
    });
    readAnyAsJson(scope, log);
    scope.post<PushRoute>(
      '/callbacks/:provider/:token',
      { bodyLimit: maxPushBytes },
      ({ params, body }, reply) => {
        const receipt = pushes.keep(params.provider.toUpperCase(), params.token, body);
        if (!receipt || receipt.kind === 'unknown') return refuse(reply);
        reply.header('connection', 'close').code(statusOfPush[receipt.kind]);
        return reply.type('application/json').send(JSON.stringify(receipt.body));
      },
    );
  });
  server.setNotFoundHandler((_request, reply) => refuse(reply));
  server.setErrorHandler((_error, _request, reply) => refuse(reply));
  server.server.on('upgrade', (request, socket) => {
    const status = isHostAllowed(request.headers.host, allowedHosts)
      ? `503 Service Unavailable\r\nRetry-After: ${retryAfterSeconds}`
      : '421 Misdirected Request';
    socket.on('error', () => socket.destroy());
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });
  try {
    await server.listen({ host, port });
  } catch (error) {
    await server.close();
    throw error;
  }
  return { url: urlOf(server.server.address() as AddressInfo, host), close: () => server.close() };
}
