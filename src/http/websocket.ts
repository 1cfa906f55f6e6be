import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionResult, execute, type FormattedExecutionResult, type GraphQLSchema } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { createContext } from '../graphql/context';
import { type FaultReporter, toClientError, toClientResult } from '../graphql/errors';
import { parseFault, subscribeWithFreshContext } from '../graphql/subscribe';
import { atTime } from '../service/at-time';
import type { Caller } from '../service/caller';
import type { ServiceTools } from '../service/tools';
import { type Callers, socketCredentials } from './callers';

export interface WebSocketOptions {
  readonly schema: GraphQLSchema;
  readonly tools: ServiceTools;
  readonly callers: Callers;
  readonly report: FaultReporter;
  /** Largest message in bytes. */
  readonly maxMessageBytes: number;
}

/** What is kept with a socket from its handshake on. */
type SocketState = { caller: Caller | null; callOff: () => void };

/** graphql-transport-ws at /graphql of an HTTP server. Returns what closes every socket. */
export function serveWebSocket(server: HttpServer, options: WebSocketOptions): () => Promise<void> {
  const { schema, tools, callers, report, maxMessageBytes } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes });

  const disposable = useServer<Record<string, unknown>, SocketState>(
    {
      schema,
      execute,
      subscribe: subscribeWithFreshContext,
      async onConnect({ extra, connectionParams }) {
        const caller = await callers.identify(
          socketCredentials(extra.request.headers, connectionParams),
          extra.request.socket.remoteAddress ?? '',
        );
        const claimed =
          connectionParams?.['token'] ??
          connectionParams?.['Authorization'] ??
          extra.request.headers.authorization;
        // A token that is not believed ends the socket (4403); none at all may still ask what is public.
        if (caller === null && claimed !== undefined) return false;
        extra.caller = caller;
        if (caller?.expiresAt) {
          extra.callOff = atTime(caller.expiresAt, tools.now, () =>
            extra.socket.close(CloseCode.Forbidden, 'Forbidden'),
          );
        }
        return true;
      },
      onDisconnect: ({ extra }) => extra.callOff?.(),
      // graphql-ws would end the whole socket, and write the query to standard error.
      onSubscribe(_context, _id, { query }) {
        const fault = parseFault(query);
        return fault ? [fault] : undefined;
      },
      context: ({ extra }) => createContext(tools, extra.caller ?? null),
      onNext: (_context, _id, _payload, _args, result) =>
        toClientResult(result as ExecutionResult, report) as FormattedExecutionResult,
      onError: (_context, _id, _payload, errors) => errors.map((error) => toClientError(error, report)),
      isProd: true,
    },
    sockets,
  );

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (pathOf(request) !== '/graphql') {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
  };
  server.on('upgrade', onUpgrade);

  return async () => {
    server.off('upgrade', onUpgrade);
    await disposable.dispose();
  };
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? '';
}
