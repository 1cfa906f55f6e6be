import type { RunningProgram } from './run-program';

export interface ListedSubgraph {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/** What a router is started with. */
export interface RouterScene {
  readonly program: string;
  /** A folder for its files. */
  readonly folder: string;
  /** `realname` and its neighbours. */
  readonly subgraphs: readonly ListedSubgraph[];
  /** The key set of the identity provider. */
  readonly jwksUrl: string;
  readonly port: number;
  /** The port to which this service sends subscription callbacks. */
  readonly callbackPort: number;
}

export interface RunningRouter extends RunningProgram {
  /** The address for clients' operations. */
  readonly url: string;
}

/** `multipart` is Apollo Client as it comes; the others are the client of the package. */
export type ClientTransport = 'websocket' | 'sse' | 'multipart';

/** A router in one of the ways in which it follows our subscriptions. */
export interface Router {
  /** The transport to this service. */
  readonly mode: string;
  /** How clients can follow through it; empty if it has no subscriptions here. */
  readonly clients: readonly ClientTransport[];
  /** Over a client's WebSocket a token that has expired looks like an ordinary end of the socket. */
  readonly hidesRefusedTokens?: boolean;
  /** Clients can register an operation's text and send its hash from then on. */
  readonly persistedQueries: boolean;
  start(scene: RouterScene): Promise<RunningRouter>;
}

export const realnameAddress = 'https://realname.internal.example/graphql';
export const jwksAddress = 'https://login.example/.well-known/jwks.json';
