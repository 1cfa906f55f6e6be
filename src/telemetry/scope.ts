import { AsyncLocalStorage } from 'node:async_hooks';
import type { LogFields } from '../domain/log-fields';
import type { OpenSpan } from './traces';

/** One request, or one operation on a socket, while it is worked on. */
export interface Scope {
  readonly requestId: string;
  readonly startedAt: number;
  /** Null where traces are off, or the caller does not want this one. */
  readonly span: OpenSpan | null;
  operation: string | null;
  type: string | null;
  transport: string | null;
  isAnswered: boolean;
}

/** Knows which request the code that asks is working for. */
export class Scopes {
  readonly #storage = new AsyncLocalStorage<Scope>();

  run<Result>(scope: Scope, work: () => Result): Result {
    return this.#storage.run(scope, work);
  }

  get current(): Scope | undefined {
    return this.#storage.getStore();
  }

  /** What every log line of the request has. */
  readonly fields = (): LogFields => {
    const scope = this.#storage.getStore();
    if (!scope) return {};
    const { requestId, operation, span } = scope;
    return { requestId, operation, traceId: span?.traceId };
  };
}
