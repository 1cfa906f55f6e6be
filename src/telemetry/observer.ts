import type { ExecutionResult, FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { GraphQLError } from 'graphql';
import type { LogFields } from '../domain/privacy/log-fields';
import { toClientError } from '../graphql/errors';
import type { Observer, Results, Transport } from '../http/server/observer';
import type { ServiceLog } from '../service/tools';
import { OperationNames } from './operation-names';
import type { Scope, Scopes } from './scope';
import type { Traces } from './traces';

/**
 * The outcome of an operation: `ok`; `error`, a part is missing because of the caller; `fault`, a part is missing
 * because of us; `refused`, nothing was run.
 */
export type OperationOutcome = 'ok' | 'error' | 'fault' | 'refused';

/** Metrics of GraphQL operations. */
export interface OperationMeter {
  operation(labels: { type: string; operation: string; outcome: OperationOutcome }, seconds: number): void;
  /** One more subscription, or one less. */
  subscribers(transport: Transport, change: 1 | -1): void;
}

export interface ObserverOptions {
  readonly scopes: Scopes;
  readonly traces: Traces;
  readonly log: ServiceLog;
  readonly meter: OperationMeter;
  /** True if only trusted documents run, whose names are few. */
  readonly allNames: boolean;
}

/** Operation names are letters, digits and underscores; a log line needs no more of them. */
const maxNameLength = 64;

export function createObserver({ scopes, traces, log, meter, allNames }: ObserverOptions): Observer {
  const names = new OperationNames(allNames ? Number.POSITIVE_INFINITY : undefined);

  const tell = (scope: Scope, outcome: OperationOutcome, code: string | null) => {
    scope.isAnswered = true;
    const elapsedMs = performance.now() - scope.startedAt;
    const type = scope.type ?? 'unknown';
    // The name of an operation that was not run was never validated.
    const operation = outcome === 'refused' ? 'none' : names.labelOf(scope.operation);
    meter.operation({ type, operation, outcome }, elapsedMs / 1000);
    const fields: LogFields = {
      operation: scope.operation,
      type,
      transport: scope.transport,
      outcome,
      code,
      durationMs: Math.round(elapsedMs),
    };
    log[levels[outcome]](fields, 'operation answered');
    scope.span?.set(fields);
    scope.span?.end(outcome === 'fault');
  };

  return {
    async request({ id, headers }, transport, work) {
      const scope = newScope(id, transport, traces.request('graphql', headers));
      try {
        return await scopes.run(scope, work);
      } finally {
        // Refused before the operation was known.
        if (!scope.isAnswered) tell(scope, 'refused', null);
      }
    },
    admitted({ operation, name }) {
      const scope = scopes.current;
      if (!scope) return;
      scope.type = operation;
      scope.operation = name === null ? null : name.slice(0, maxNameLength);
      scope.span?.rename(scope.operation === null ? operation : `${operation} ${scope.operation}`);
    },
    answered(result) {
      const scope = scopes.current;
      if (!scope || scope.isAnswered) return;
      const code = result.errors ? worstCode(result.errors) : null;
      tell(scope, outcomeOf(result, code), code);
    },
    subscribed(results) {
      const scope = scopes.current;
      if (!scope) return results;
      tell(scope, 'ok', null);
      return untilEnded(results, scope);
    },
    async providerRequest({ id, headers }, name, work) {
      const scope = newScope(id, null, traces.request(name, headers));
      let failed = true;
      try {
        const result = await scopes.run(scope, work);
        failed = false;
        return result;
      } finally {
        scope.span?.end(failed);
      }
    },
  };

  function untilEnded(results: Results, { requestId, operation, transport: way }: Scope): Results {
    const transport = (way ?? 'http') as Transport;
    const fields: LogFields = { requestId, operation, transport };
    meter.subscribers(transport, 1);
    log.debug(fields, 'subscription opened');
    return new UntilEnded(results, () => {
      meter.subscribers(transport, -1);
      log.debug(fields, 'subscription closed');
    });
  }
}

/** Passes results on and reports their end. */
class UntilEnded implements Results {
  #isOpen = true;

  constructor(
    private readonly results: Results,
    private readonly tellEnd: () => void,
  ) {}

  async next(): Promise<IteratorResult<ExecutionResult, undefined>> {
    const step = await this.results.next();
    if (step.done) this.#end();
    return step;
  }

  async return(): Promise<IteratorResult<ExecutionResult, undefined>> {
    this.#end();
    return (await this.results.return?.()) ?? { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.tellEnd();
  }
}

const levels = { ok: 'debug', error: 'info', refused: 'info', fault: 'warn' } as const;

function newScope(requestId: string, transport: Transport | null, span: Scope['span']): Scope {
  const startedAt = performance.now();
  span?.set({ requestId });
  return { requestId, startedAt, span, transport, operation: null, type: null, isAnswered: false };
}

const internal = 'INTERNAL_SERVER_ERROR';

function outcomeOf(
  { data }: ExecutionResult | FormattedExecutionResult,
  code: string | null,
): OperationOutcome {
  if (code === internal) return 'fault';
  if (data === undefined) return 'refused';
  return code === null ? 'ok' : 'error';
}

/** INTERNAL_SERVER_ERROR if present, otherwise the first code. */
function worstCode(errors: readonly (GraphQLError | GraphQLFormattedError)[]): string | null {
  const codes = errors.map(codeOf);
  return codes.find((code) => code === internal) ?? codes[0] ?? null;
}

/** The code that clients get. */
function codeOf(error: GraphQLError | GraphQLFormattedError): string {
  const told = error instanceof GraphQLError ? toClientError(error, () => {}) : error;
  const code = told.extensions?.['code'];
  return typeof code === 'string' && /^[A-Z_]{1,64}$/.test(code) ? code : 'UNKNOWN';
}
