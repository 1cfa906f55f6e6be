import type { Server as HttpServer, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
} from 'graphql';
import { CloseCode, makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { createContext } from '../graphql/context';
import { type Operation, run } from '../graphql/execution';
import { subscribeWithFreshContext } from '../graphql/subscribe';
import { atTime } from '../service/at-time';
import type { Caller } from '../service/caller';
import type { ServiceTools } from '../service/tools';
import type { Answers } from './answers';
import type { CallerSlots } from './caller-slots';
import { type Callers, socketCredentials } from './callers';
import type { Departures } from './departures';
import type { Drain } from './drain';
import type { Gate } from './gate';
import type { AskedOperation, Observer, Origin } from './observer';
import { toOperationRequest } from './operation-request';
import { type AllowedOrigins, isOriginAllowed } from './origin-check';
import { requestIdOf } from './request-id';
import { adaptSocket, type SocketAdapterOptions, whenClosed } from './socket-adapter';

export interface SocketSettings {
  /** Sockets and event streams that one caller may hold open. */
  readonly perCaller: number;
  /** Operations that may run on one socket at the same time. */
  readonly subscriptionsPerSocket: number;
  /** Origins, beside our own, whose pages may open a socket. */
  readonly allowedOrigins: AllowedOrigins;
  /** How long a socket may stay without connection_init, in milliseconds; then it is closed with 4408. */
  readonly initTimeoutMs: number;
  /** Time between two signs of life on a socket or a stream, in milliseconds. */
  readonly keepAliveMs: number;
  /** How long something sent may wait for its reader to take it, in milliseconds; then socket or stream is closed. */
  readonly stallMs: number;
}

export interface WebSocketOptions {
  readonly gate: Gate;
  readonly answers: Answers;
  readonly slots: CallerSlots;
  readonly settings: SocketSettings;
  readonly tools: ServiceTools;
  readonly callers: Callers;
  readonly observer: Observer;
  /** Addresses of this service, whose own pages may open sockets. */
  readonly ownAddresses: () => readonly string[];
  readonly drain: Drain;
  readonly departures: Departures;
  /** Largest message in bytes. */
  readonly maxMessageBytes: number;
}

type Admission = Operation &
  Pick<ExecutionArgs, 'contextValue'> & { readonly origin: Origin; readonly asked: AskedOperation };

/** What is kept with a socket from its handshake on; there can be ten thousands. */
interface SocketState {
  readonly socket: WebSocket;
  readonly origin: Origin;
  /** Where it comes from: an IP address. */
  readonly address: string;
  /** Read by connection_init, and let go then. */
  handshake: IncomingHttpHeaders;
  caller: Caller | null;
}

/** Service Restart: clients of graphql-ws connect again by themselves. */
const restarting = { code: 1012, reason: 'Restarting: reconnect and resume with sinceVersion' } as const;

/** A client that does not answer the close frame is cut after this. */
const goodbyeMs = 2000;

/** graphql-transport-ws at /graphql of an HTTP server. Returns what closes every socket. */
export function serveWebSocket(server: HttpServer, options: WebSocketOptions): () => Promise<void> {
  const { gate, answers, slots, settings, tools, callers, observer, drain, departures, maxMessageBytes } =
    options;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    handleProtocols: (offered) => (offered.has('graphql-transport-ws') ? 'graphql-transport-ws' : false),
  });

  const protocol = makeServer<Record<string, unknown>, SocketState>({
    connectionInitWaitTimeout: settings.initTimeoutMs,
    // They are given back what onSubscribe has returned.
    execute: (args) => {
      const { origin, asked, ...operation } = args as Admission;
      return observer.request(origin, 'websocket', async () => {
        observer.admitted(asked);
        const result = await drain.hold(run(operation));
        observer.answered(result);
        return result;
      });
    },
    subscribe: (args) => {
      const { origin, asked, ...operation } = args as Admission;
      return observer.request(origin, 'websocket', async () => {
        observer.admitted(asked);
        const results = await subscribeWithFreshContext(operation);
        if (Symbol.asyncIterator in results) return observer.subscribed(results);
        observer.answered(results);
        return results;
      });
    },
    async onConnect({ extra, connectionParams }) {
      const { socket, handshake, address } = extra;
      extra.handshake = {};
      const caller = await callers.identify(socketCredentials(handshake, connectionParams), address);
      const claimed =
        connectionParams?.['token'] ?? connectionParams?.['Authorization'] ?? handshake.authorization;
      // A token that is not believed ends the socket (4403); none at all may still ask what is public.
      if (caller === null && claimed !== undefined) return false;
      const release = slots.take(caller, address);
      if (!release) {
        socket.close(CloseCode.TooManyInitialisationRequests, `Too many connections: at most ${slots.limit}`);
        return false;
      }
      whenClosed(socket, release);
      extra.caller = caller;
      if (caller?.expiresAt) {
        const end = () => socket.close(CloseCode.Forbidden, 'Forbidden');
        whenClosed(socket, atTime(caller.expiresAt, tools.now, end));
      }
      return true;
    },
    onSubscribe({ extra, subscriptions }, _id, payload) {
      // What comes now is not begun: its socket ends in a moment, and the client sends it again, to another replica.
      if (drain.isOn()) return new Promise(() => {});
      // The one that is asked for is among them already.
      if (Object.keys(subscriptions).length > settings.subscriptionsPerSocket) return [tooMany(settings)];
      const request = toOperationRequest(payload);
      if (request instanceof GraphQLError) return [request];
      const admitted = gate.admit(request);
      const { origin } = extra;
      if ('args' in admitted) {
        const contextValue = createContext(tools, extra.caller);
        return { ...admitted.args, contextValue, origin, asked: admitted };
      }
      return observer.request(origin, 'websocket', async () => {
        observer.answered({ errors: admitted });
        return admitted;
      });
    },
    onNext: (_context, _id, _payload, _args, result) =>
      answers.result(result as ExecutionResult) as FormattedExecutionResult,
    onError: (_context, _id, _payload, errors) => errors.map(answers.error),
  });

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = refusalOf(request, options);
    if (refusal) {
      socket.on('error', () => socket.destroy());
      socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, onOpened);
  };
  // A function of its own: one within the other would keep the request as long as the socket.
  const onOpened = (socket: WebSocket, request: IncomingMessage) => {
    whenClosed(
      socket,
      departures.add(() => socket.close(restarting.code, restarting.reason)),
    );
    adaptSocket(protocol, stateOf(socket, request), adapting);
  };
  const adapting: SocketAdapterOptions = {
    keepAliveMs: settings.keepAliveMs,
    stallMs: settings.stallMs,
    onStalled: () => tools.meter.subscriberClosed({ reason: 'stalled' }),
    report: (error) => answers.error(error),
  };
  server.on('upgrade', onUpgrade);

  return async () => {
    server.off('upgrade', onUpgrade);
    // Most are closing already; what is left has come in the last moment.
    for (const socket of sockets.clients) socket.close(restarting.code, restarting.reason);
    const cut = setTimeout(() => {
      for (const socket of sockets.clients) socket.terminate();
    }, goodbyeMs);
    await new Promise<void>((resolve) => sockets.close(() => resolve()));
    clearTimeout(cut);
  };
}

function stateOf(socket: WebSocket, request: IncomingMessage): SocketState {
  const { headers } = request;
  const { traceparent, tracestate } = headers;
  const traced = traceparent === undefined ? {} : { traceparent, tracestate };
  return {
    socket,
    origin: { id: requestIdOf(request), headers: traced },
    address: request.socket.remoteAddress ?? '',
    handshake: headers,
    caller: null,
  };
}

/** Why a handshake is refused, as the status line says it; null where it is not. */
function refusalOf(request: IncomingMessage, options: WebSocketOptions): string | null {
  const { settings, ownAddresses, drain } = options;
  const [path] = (request.url ?? '').split('?', 1);
  if (path !== '/graphql') return '404 Not Found';
  if (!isOriginAllowed(request.headers.origin, settings.allowedOrigins, ownAddresses()))
    return '403 Forbidden';
  return drain.isOn() ? '503 Service Unavailable' : null;
}

function tooMany({ subscriptionsPerSocket: limit }: SocketSettings): GraphQLError {
  return new GraphQLError(
    `This socket already has ${limit} operations, as many as it may (SUBSCRIPTIONS_PER_SOCKET).`,
    { extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } },
  );
}
