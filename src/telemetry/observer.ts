import type { ExecutionResult, FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { GraphQLError } from 'graphql';
import type { LogFields } from '../domain/log-fields';
import { toClientError } from '../graphql/errors';
import type { Observer, Results, Transport } from '../http/observer';
import type { ServiceLog } from '../service/tools';
import { OperationNames } from './operation-names';
import type { Scope, Scopes } from './scope';
import type { Traces } from './traces';

/**
 * What became of an operation: `ok`; `error`, some of it is missing for a reason that is the caller's; `fault`, some of
 * it is missing for a reason that is ours; `refused`, nothing was run.
 */
export type OperationOutcome = 'ok' | 'error' | 'fault' | 'refused';

/** What operators count of GraphQL. */
export interface OperationMeter {
  operation(labels: { type: string; operation: string; outcome: OperationOutcome }, seconds: number): void;
  /** One subscription more, or one less. */
  subscribers(transport: Transport, change: 1 | -1): void;
}

export interface ObserverOptions {
  readonly scopes: Scopes;
  readonly traces: Traces;
  readonly log: ServiceLog;
  readonly meter: OperationMeter;
  /** True where only documents of a list run, whose names are few. */
  readonly allNames: boolean;
}

/** Names of a document are letters, digits and underscores; in a log line so many are enough. */
const maxNameLength = 64;

export function createObserver({ scopes, traces, log, meter, allNames }: ObserverOptions): Observer {
  const names = new OperationNames(allNames ? Number.POSITIVE_INFINITY : undefined);

  const tell = (scope: Scope, outcome: OperationOutcome, code: string | null) => {
    scope.isAnswered = true;
    const elapsedMs = performance.now() - scope.startedAt;
    const type = scope.type ?? 'unknown';
    // What was not run has no name that anybody checked.
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
        // Refused before it was known what was asked for.
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
    async door({ id, headers }, name, work) {
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

/** Results, and word of their end. */
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

/** Ours, where there is one; else the first. */
function worstCode(errors: readonly (GraphQLError | GraphQLFormattedError)[]): string | null {
  const codes = errors.map(codeOf);
  return codes.find((code) => code === internal) ?? codes[0] ?? null;
}

/** As clients are told it. */
function codeOf(error: GraphQLError | GraphQLFormattedError): string {
  const told = error instanceof GraphQLError ? toClientError(error, () => {}) : error;
  const code = told.extensions?.['code'];
  return typeof code === 'string' && /^[A-Z_]{1,64}$/.test(code) ? code : 'UNKNOWN';
}
