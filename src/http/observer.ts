import type { IncomingHttpHeaders } from 'node:http';
import type { ExecutionResult, FormattedExecutionResult, OperationTypeNode } from 'graphql';

/** Who keeps an eye on what happens at the doors: for the log, the metrics, and traces. */
export interface Observer {
  /** All work for one request, or for one operation on a socket. The three below are told from within it. */
  request<Result>(origin: Origin, transport: Transport, work: () => Promise<Result>): Promise<Result>;
  /** The operation that is asked for passed the gate. */
  admitted(operation: AskedOperation): void;
  /** The operation has come to its end; what is told later is no news. */
  answered(result: ExecutionResult | FormattedExecutionResult): void;
  /** The subscription has begun, which is an answer too, and is open until these results end. */
  subscribed(results: Results): Results;
  /** A door that is not GraphQL. */
  door<Result>(
    origin: Origin,
    name: 'push' | 'return' | 'source',
    work: () => Promise<Result>,
  ): Promise<Result>;
}

export type Transport = 'http' | 'websocket' | 'sse' | 'callback';

export type Results = AsyncIterableIterator<ExecutionResult>;

/** What a request brings along; Fastify's requests are such. */
export interface Origin {
  readonly id: string;
  /** Those of W3C Trace Context are read. */
  readonly headers: IncomingHttpHeaders;
}

export interface AskedOperation {
  readonly operation: OperationTypeNode;
  /** As the document has it. */
  readonly name: string | null;
}
