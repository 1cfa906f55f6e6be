import { AsyncLocalStorage } from 'node:async_hooks';
import type { LogFields } from '../domain/privacy/log-fields';
import type { OpenSpan } from './traces';

/** One request, or one operation on a socket, while it runs. */
export interface Scope {
  readonly requestId: string;
  readonly startedAt: number;
  /** Null if tracing is off or the caller's trace is not sampled. */
  readonly span: OpenSpan | null;
  operation: string | null;
  type: string | null;
  transport: string | null;
  isAnswered: boolean;
}

/** Knows the request for which the calling code runs. */
export class Scopes {
  readonly #storage = new AsyncLocalStorage<Scope>();

  run<Result>(scope: Scope, work: () => Result): Result {
    return this.#storage.run(scope, work);
  }

  get current(): Scope | undefined {
    return this.#storage.getStore();
  }

  /** The fields that every log line of the request has. */
  readonly fields = (): LogFields => {
    const scope = this.#storage.getStore();
    if (!scope) return {};
    const { requestId, operation, span } = scope;
    return { requestId, operation, traceId: span?.traceId };
  };
}
