import type { FastifyInstance } from 'fastify';
import { ServiceError } from '../../service/errors';
import { readLogFile } from '../../service/log/read-log';
import type { ServiceTools } from '../../service/tools';
import { type Callers, credentialsOf } from '../server/callers';
import type { ClientAddresses } from '../server/client-addresses';

export interface LogFilesOptions {
  readonly tools: ServiceTools;
  readonly callers: Callers;
  readonly addresses: ClientAddresses;
}

/** How long the checkpoint may be kept, and a tile, which never changes, in seconds. */
const checkpointAge = 10;
const tileAge = 365 * 24 * 60 * 60;

/** `GET /log/checkpoint` and `GET /log/tile/…`: the files of the transparency log (C2SP tlog-tiles). */
export function registerLogFiles(
  server: FastifyInstance,
  { tools, callers, addresses }: LogFilesOptions,
): void {
  const { transparency } = tools;
  if (!transparency) return;
  // A cache between us and the client must not show a file to others than the one who may see it.
  const scope = transparency.isOpen ? 'public' : 'private';
  server.get<{ Params: { '*': string } }>('/log/*', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    try {
      const caller = await callers.identify(credentialsOf(request.headers), addresses.of(request.raw));
      const file = await readLogFile(tools, caller, request.params['*']);
      if (!file) return reply.code(404).send({ error: 'Not found.' });
      const age = file.isFinal ? `max-age=${tileAge}, immutable` : `max-age=${checkpointAge}`;
      return reply.type(file.type).header('cache-control', `${scope}, ${age}`).send(file.body);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const status = statuses[error.code] ?? 500;
      if (status === 401) reply.header('www-authenticate', 'Bearer');
      return reply.code(status).send({ error: error.message });
    }
  });
}

const statuses: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  AUTH_UNAVAILABLE: 503,
};
