import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, GraphQLError } from 'graphql';
import type { StoredEvent } from '../domain/verification';
import { createContext, type GraphQLContext } from './context';
import { type Operation, run } from './execution';

type SubscriptionArgs = Operation & Pick<ExecutionArgs, 'contextValue'>;

/**
 * graphql-js's subscribe, but with a context of its own for every event: what a loader remembers of the last event
 * must not be shown with the next. Subscribers who ask for the same event in the same moment, with the same selection
 * and the same rights, share one execution. A stream that fails ends with one result that says why, on every transport.
 */
export async function subscribeWithFreshContext(
  args: SubscriptionArgs,
): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>> {
  const source = await createSourceEventStream(args);
  if (!isAsyncIterable(source)) return source;
  return new ShownEvents(args, source[Symbol.asyncIterator]());
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
      const result = await this.#show(value as StoredEvent);
      // Completed meanwhile: nothing more is sent.
      if (this.#hasEnded) return { done: true, value: undefined };
      // An event that cannot be shown would be a gap: the stream ends with it, and can be taken up again before it.
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
    await this.source.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #show(event: StoredEvent): Promise<ExecutionResult> {
    const { args } = this;
    return args.events.ask(`${event.verificationId} ${event.version} ${this.#audience}`, () =>
      run({ ...args, rootValue: event, contextValue: freshContext(args) }),
    );
  }
}

/** Equal for those who must be told the same. Reads look at nothing else of a caller. */
function audienceOf({ contextValue, variableValues }: SubscriptionArgs): string {
  const { caller } = contextValue as GraphQLContext;
  const rights = caller && [caller.guid, caller.expiresAt, ...[...caller.scopes].sort()];
  return JSON.stringify([variableValues, rights]);
}

function freshContext(args: Pick<ExecutionArgs, 'contextValue'>): GraphQLContext {
  const { tools, caller } = args.contextValue as GraphQLContext;
  return createContext(tools, caller);
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error('the stream failed');
  return new GraphQLError(originalError.message, { originalError });
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
