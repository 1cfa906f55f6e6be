import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, GraphQLError } from 'graphql';
import type { CaseEvent } from '../domain/routing/case';
import type { StoredEvent } from '../domain/verification/event';
import { repeatReading } from '../service/reading/repeat-reading';
import { createContext, type GraphQLContext } from './context';
import { toClientError } from './errors';
import { type Operation, run } from './execution';

type SubscriptionArgs = Operation & Pick<ExecutionArgs, 'contextValue'>;

/**
 * graphql-js's subscribe, but with a new context for every event: a loader's cache of the last event must not show up
 * in the next. Subscribers that wait for the same event at the same time, with the same selection and the same rights,
 * share one execution. A stream that fails ends with one result that says why, on every transport.
 */
export async function subscribeWithFreshContext(
  args: SubscriptionArgs,
): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>> {
  const source = await createSourceEventStream(args);
  if (!isAsyncIterable(source)) return source;
  return new ShownEvents(args, source[Symbol.asyncIterator]());
}

/** An event of a subscription. */
export type ShownEvent = StoredEvent | CaseEvent;

/** The event that each result shows. */
const shown = new WeakMap<ExecutionResult, ShownEvent>();

/** The event that a result of a subscription shows; undefined for a result that shows none. */
export function eventOf(result: ExecutionResult): ShownEvent | undefined {
  return shown.get(result);
}

/** Carries a result that shows nothing out of the repetitions. */
class Unshown extends Error {
  constructor(readonly result: ExecutionResult) {
    super('The event could not be shown.');
  }
}

function isFault(error: GraphQLError): boolean {
  return toClientError(error, () => {}).extensions?.['code'] === 'INTERNAL_SERVER_ERROR';
}

class ShownEvents implements AsyncIterableIterator<ExecutionResult> {
  readonly #audience: string;
  #hasEnded = false;

  constructor(
    private readonly args: SubscriptionArgs,
    private readonly source: AsyncIterator<unknown>,
  ) {
    this.#audience = audienceOf(args);
  }

  async next(): Promise<IteratorResult<ExecutionResult, undefined>> {
    if (this.#hasEnded) return { done: true, value: undefined };
    try {
      const { done, value } = await this.source.next();
      if (done) return { done: true, value: undefined };
      const result = await this.#show(value as ShownEvent);
      // Completed in the meantime: nothing more may be sent.
      if (this.#hasEnded) return { done: true, value: undefined };
      // An event that cannot be shown would be a gap: the stream ends here, and the client can resume before it.
      if (result.data == null) await this.return();
      return { done: false, value: result };
    } catch (error) {
      if (this.#hasEnded) return { done: true, value: undefined };
      await this.return();
      return { done: false, value: { errors: [asGraphQLError(error)] } };
    }
  }

  async return(): Promise<IteratorResult<ExecutionResult, undefined>> {
    this.#hasEnded = true;
    try {
      await this.source.return?.();
    } catch (error) {
      // A source that cannot be closed must not take its socket, and the other subscriptions on it, along.
      const { tools } = this.args.contextValue as GraphQLContext;
      tools.meter.fault({ place: 'graphql' });
      tools.log.error({}, 'subscription could not be closed', error);
    }
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #show(event: ShownEvent): Promise<ExecutionResult> {
    const { args } = this;
    const id = 'caseId' in event ? event.caseId : event.verificationId;
    return args.events.ask(`${id} ${event.version} ${this.#audience}`, async () => {
      const result = await this.#execute(event);
      if (result.data != null) shown.set(result, event);
      return result;
    });
  }

  /** A fault of ours is repeated for a while: it may be the database, which comes back. */
  async #execute(event: ShownEvent): Promise<ExecutionResult> {
    const { args } = this;
    const { readPatienceMs: patienceMs } = (args.contextValue as GraphQLContext).tools.settings;
    const execute = async () => {
      const result = await run({ ...args, rootValue: event, contextValue: freshContext(args) });
      if (result.data == null && result.errors?.some(isFault)) throw new Unshown(result);
      return result;
    };
    return repeatReading({ patienceMs, hasEnded: () => this.#hasEnded }, execute).catch((error: unknown) => {
      if (error instanceof Unshown) return error.result;
      throw error;
    });
  }
}

/** Equal for subscribers that must get the same result. Reads depend on nothing else of a caller and of the request. */
function audienceOf({ contextValue, variableValues }: SubscriptionArgs): string {
  const { caller, locale } = contextValue as GraphQLContext;
  const rights = caller && [caller.guid, caller.expiresAt, ...[...caller.scopes].sort()];
  return JSON.stringify([variableValues, rights, locale]);
}

function freshContext(args: Pick<ExecutionArgs, 'contextValue'>): GraphQLContext {
  const { tools, caller, locale } = args.contextValue as GraphQLContext;
  return createContext(tools, caller, null, locale);
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error('the stream failed');
  return new GraphQLError(originalError.message, { originalError });
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
