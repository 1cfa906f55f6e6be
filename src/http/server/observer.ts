import type { IncomingHttpHeaders } from 'node:http';
import type { ExecutionResult, FormattedExecutionResult, OperationTypeNode } from 'graphql';

/** Observes the server's work, for the log, metrics and traces. */
export interface Observer {
  /** Runs all work for one request, or for one operation on a socket. The next three methods are called during it. */
  request<Result>(origin: Origin, transport: Transport, work: () => Promise<Result>): Promise<Result>;
  /** The operation passed the gate. */
  admitted(operation: AskedOperation): void;
  /** The operation has ended; later calls for it are ignored. */
  answered(result: ExecutionResult | FormattedExecutionResult): void;
  /** The subscription has begun, which also counts as its answer. It is open until the returned results end. */
  subscribed(results: Results): Results;
  /** A request that is not GraphQL: a push, a return, LinkID asking us. */
  providerRequest<Result>(
    origin: Origin,
    name: 'push' | 'return' | 'source',
    work: () => Promise<Result>,
  ): Promise<Result>;
}

export type Transport = 'http' | 'websocket' | 'sse' | 'callback';

export type Results = AsyncIterableIterator<ExecutionResult>;

/** The part of a request that is observed; Fastify's requests have it. */
export interface Origin {
  readonly id: string;
  /** Those of W3C Trace Context are read. */
  readonly headers: IncomingHttpHeaders;
}

export interface AskedOperation {
  readonly operation: OperationTypeNode;
  /** The name in the document. */
  readonly name: string | null;
}
