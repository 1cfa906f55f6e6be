import type { Server as HttpServer, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLError,
  parse,
} from 'graphql';
import { CloseCode, makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { ipAddress } from '../../domain/input/ip-address';
import { requestError } from '../../graphql/request-error';
import type { Caller } from '../../service/access/caller';
import { ServiceError } from '../../service/errors';
import { scheduleAt } from '../../service/schedule-at';
import type { ServiceTools } from '../../service/tools';
import { type Callers, type Credentials, socketCredentials } from '../server/callers';
import type { ClientAddresses } from '../server/client-addresses';
import { tooManyOf } from '../server/connection-limit';
import type { Drain } from '../server/drain';
import { type GracefulClose, restartingReason } from '../server/graceful-close';
import { isHostAllowed, type OwnAddresses } from '../server/host-check';
import type { Observer, Origin, Results } from '../server/observer';
import { type AllowedOrigins, isOriginAllowed } from '../server/origin-check';
import { requestIdOf } from '../server/request-id';
import { Slots } from '../server/slots';
import type { UnverifiedBodies } from '../server/unverified-bodies';
import { limitUnverified } from '../server/unverified-socket';
import { type CallerSlots, connectionLimitReached } from './caller-slots';
import type { ErrorFormatter } from './error-formatter';
import { toOperationRequest, withQuery } from './operation-request';
import type { OperationRunner } from './run-operation';
import { adaptSocket, type SocketAdapterOptions, whenClosed } from './socket-adapter';

export interface SocketSettings {
  /** Sockets and event streams that one caller may hold open. */
  readonly perCaller: number;
  /** Operations that may run on one socket at the same time. */
  readonly subscriptionsPerSocket: number;
  /** Origins whose pages may open a socket, in addition to our own. */
  readonly allowedOrigins: AllowedOrigins;
  /** Sockets without connection_init that one address may hold open. */
  readonly uninitializedPerAddress: number;
  /** How long a socket may stay without connection_init, in milliseconds; then it is closed with 4408. */
  readonly initTimeoutMs: number;
  /** Time between two keep-alive messages on a socket or a stream, in milliseconds. */
  readonly keepAliveMs: number;
  /** How long data may wait to be read, in milliseconds; then the socket or stream is closed. */
  readonly stallMs: number;
}

export interface WebSocketOptions {
  readonly runner: OperationRunner;
  readonly formatter: ErrorFormatter;
  readonly slots: CallerSlots;
  readonly settings: SocketSettings;
  readonly tools: ServiceTools;
  readonly callers: Callers;
  readonly addresses: ClientAddresses;
  /** Open connections by address; a proxy's are counted here, by the address that it passes on. */
  readonly connections: Slots;
  readonly bodies: UnverifiedBodies;
  readonly observer: Observer;
  /** Addresses of this service, whose own pages may open sockets. */
  readonly ownAddresses: () => readonly string[];
  /** Addresses whose hosts a handshake may name, besides loopback; null: any host. */
  readonly allowedHosts: OwnAddresses;
  readonly drain: Drain;
  readonly gracefulClose: GracefulClose;
  /** Largest message in bytes. */
  readonly maxMessageBytes: number;
}

/** The outcome of an operation, as the arguments that graphql-ws passes from onSubscribe to `execute`. */
interface Executed extends Pick<ExecutionArgs, 'document'> {
  readonly outcome: ExecutionResult | Results;
}

/**
 * graphql-ws chooses between `execute` and `subscribe` by the document; here both do the same, so any document will do.
 */
const anyDocument = parse('{ __typename }');

/** The state of a socket from its handshake on; there can be tens of thousands. */
interface SocketState {
  readonly socket: WebSocket;
  readonly origin: Origin;
  /** The IP address that counts for it. */
  readonly address: string;
  /** The language that the handshake asks for, or a router's connectionParams. */
  acceptLanguage: string | undefined;
  /** Read at connection_init and released then. */
  handshake: IncomingHttpHeaders;
  /** Called once connection_init was accepted. */
  readonly initialized: () => void;
  /** Called once its token was verified: its messages may be larger then. */
  readonly verified: () => void;
  caller: Caller | null;
}

/** Service Restart: graphql-ws clients reconnect by themselves. */
const restarting = { code: 1012, reason: restartingReason } as const;

/** Try Again Later: graphql-ws clients reconnect by themselves. */
const unavailable = { code: 1013, reason: 'Access token cannot be checked: try again later' } as const;

/** A client that does not answer the close frame is disconnected after this time, in milliseconds. */
const goodbyeMs = 2000;

/** Serves graphql-transport-ws at /graphql of an HTTP server. Returns a function that closes every socket. */
export function serveWebSocket(server: HttpServer, options: WebSocketOptions): () => Promise<void> {
  const { runner, formatter, slots, settings, tools, callers, observer, drain, gracefulClose } = options;
  const { addresses, connections, bodies } = options;
  const uninitialized = new Slots(settings.uninitializedPerAddress);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: options.maxMessageBytes,
    handleProtocols: (offered) => (offered.has('graphql-transport-ws') ? 'graphql-transport-ws' : false),
  });

  const runFor = ({ origin, caller, acceptLanguage }: SocketState, payload: unknown) =>
    observer.request(origin, 'websocket', () =>
      runner.run({
        request: toOperationRequest(payload),
        refuse: () => null,
        identify: () => caller,
        // The socket holds a slot for all its operations.
        slotFor: null,
        acceptLanguage,
      }),
    );

  const protocol = makeServer<Record<string, unknown>, SocketState>({
    connectionInitWaitTimeout: settings.initTimeoutMs,
    jsonMessageReviver: withQuery,
    // onSubscribe has run the operation already.
    execute: (args) => (args as unknown as Executed).outcome,
    async onConnect({ extra, connectionParams }) {
      const { socket, handshake, address } = extra;
      extra.handshake = {};
      const credentials = socketCredentials(handshake, connectionParams);
      extra.acceptLanguage = credentials['accept-language'] ?? extra.acceptLanguage;
      const identified = await identify(credentials, address);
      if (identified === 'unavailable') {
        socket.close(unavailable.code, unavailable.reason);
        return false;
      }
      const caller = identified;
      const claimed =
        connectionParams?.['token'] ?? connectionParams?.['Authorization'] ?? handshake.authorization;
      // A token that is refused ends the socket (4403); without any, public fields can still be queried.
      if (caller === null && claimed !== undefined) return false;
      const release = slots.take(caller, addresses.countable(address));
      if (!release) {
        socket.close(CloseCode.TooManyInitialisationRequests, connectionLimitReached(slots.limit));
        return false;
      }
      whenClosed(socket, release);
      extra.initialized();
      if (caller) extra.verified();
      extra.caller = caller;
      if (caller?.expiresAt) {
        const end = () => socket.close(CloseCode.Forbidden, 'Forbidden');
        whenClosed(socket, scheduleAt(caller.expiresAt, tools.now, end));
      }
      return true;
    },
    async onSubscribe({ extra, subscriptions }, _id, payload) {
      // A new operation is not started: its socket closes in a moment, and the client repeats it on another replica.
      if (drain.isOn()) return new Promise(() => {});
      // `subscriptions` already includes the new one.
      if (Object.keys(subscriptions).length > settings.subscriptionsPerSocket) return [tooMany(settings)];
      const outcome = await drain.hold(runFor(extra, payload));
      switch (outcome.kind) {
        case 'refused':
          return outcome.errors;
        case 'answered':
          return executed(outcome.result);
        case 'streaming':
          return executed(outcome.results);
        case 'declined':
          throw new Error('Only plain HTTP declines an operation.');
      }
    },
    onNext: (_context, _id, _payload, _args, result) =>
      formatter.result(result as ExecutionResult) as FormattedExecutionResult,
    onError: (_context, _id, _payload, errors) => errors.map(formatter.error),
  });

  const identify = (credentials: Credentials, address: string) =>
    callers.identify(credentials, address).catch((error: unknown) => {
      if (error instanceof ServiceError && error.code === 'AUTH_UNAVAILABLE') return 'unavailable' as const;
      throw error;
    });

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = refusalOf(request, options);
    if (refusal) return refuse(socket, refusal);
    const address = addresses.of(request);
    // The peer's own connection is counted already; a proxy's is not.
    const isPassedOn = address !== ipAddress(request.socket.remoteAddress ?? '');
    const connected = connections.take(isPassedOn ? addresses.countable(address) : null);
    if (!connected) return refuse(socket, '429 Too Many Requests', tooManyOf(connections.limit));
    socket.once('close', connected);
    const initialized = uninitialized.take(addresses.countable(address));
    if (!initialized)
      return refuse(socket, '429 Too Many Requests', tooManyUninitialized(uninitialized.limit));
    socket.once('close', initialized);
    sockets.handleUpgrade(request, socket, head, (opened) =>
      onOpened(opened, stateOf(opened, request, { address, initialized, socket, bodies })),
    );
  };
  // Not nested in onUpgrade: a nested function would keep the request alive as long as the socket.
  const onOpened = (socket: WebSocket, state: SocketState) => {
    whenClosed(
      socket,
      gracefulClose.add(() => socket.close(restarting.code, restarting.reason)),
    );
    adaptSocket(protocol, state, adapting);
  };
  const adapting: SocketAdapterOptions = {
    keepAliveMs: settings.keepAliveMs,
    stallMs: settings.stallMs,
    onStalled: () => tools.meter.subscriberClosed({ reason: 'stalled' }),
    report: (error) => formatter.error(error),
  };
  server.on('upgrade', onUpgrade);

  return async () => {
    server.off('upgrade', onUpgrade);
    // Most sockets are closing already; the others were opened at the last moment.
    for (const socket of sockets.clients) socket.close(restarting.code, restarting.reason);
    const cut = setTimeout(() => {
      for (const socket of sockets.clients) socket.terminate();
    }, goodbyeMs);
    await new Promise<void>((resolve) => sockets.close(() => resolve()));
    clearTimeout(cut);
  };
}

function executed(outcome: Executed['outcome']): ExecutionArgs {
  const args: Executed = { document: anyDocument, outcome };
  return args as unknown as ExecutionArgs;
}

interface Upgraded {
  readonly address: string;
  readonly initialized: () => void;
  readonly socket: Duplex;
  readonly bodies: UnverifiedBodies;
}

function stateOf(webSocket: WebSocket, request: IncomingMessage, upgraded: Upgraded): SocketState {
  const { address, initialized, socket, bodies } = upgraded;
  const { headers } = request;
  const { traceparent, tracestate } = headers;
  const traced = traceparent === undefined ? {} : { traceparent, tracestate };
  return {
    socket: webSocket,
    origin: { id: requestIdOf(request), headers: traced },
    address,
    acceptLanguage: headers['accept-language'],
    handshake: headers,
    initialized,
    verified: limitUnverified(socket, webSocket, bodies),
    caller: null,
  };
}

function refuse(socket: Duplex, status: string, reason?: string): void {
  const body = reason === undefined ? '' : JSON.stringify({ error: reason });
  socket.on('error', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
}

function tooManyUninitialized(limit: number): string {
  return `Connection limit reached: at most ${limit} sockets without connection_init from one address (UNINITIALIZED_SOCKETS_PER_ADDRESS).`;
}

/** The status line that refuses a handshake; null if it is accepted. */
function refusalOf(request: IncomingMessage, options: WebSocketOptions): string | null {
  const { settings, ownAddresses, allowedHosts, drain } = options;
  if (!isHostAllowed(request.headers.host, allowedHosts)) return '421 Misdirected Request';
  const [path] = (request.url ?? '').split('?', 1);
  if (path !== '/graphql') return '404 Not Found';
  if (!isOriginAllowed(request.headers.origin, settings.allowedOrigins, ownAddresses()))
    return '403 Forbidden';
  return drain.isOn() ? '503 Service Unavailable' : null;
}

function tooMany({ subscriptionsPerSocket: limit }: SocketSettings): GraphQLError {
  return requestError(
    'TOO_MANY_SUBSCRIPTIONS',
    `Operation limit reached: at most ${limit} operations at the same time on one socket (SUBSCRIPTIONS_PER_SOCKET).`,
  );
}
