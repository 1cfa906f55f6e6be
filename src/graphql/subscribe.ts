import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, GraphQLError } from 'graphql';
import { createContext, type GraphQLContext } from './context';
import { type Operation, run } from './execution';

/**
 * graphql-js's subscribe, but with a context of its own for every event: what a loader remembers of the last event
 * must not be shown with the next. A stream that fails ends with one result that says why, on every transport.
 */
export async function subscribeWithFreshContext(
  args: Operation & Pick<ExecutionArgs, 'contextValue'>,
): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>> {
  const source = await createSourceEventStream(args);
  if (!isAsyncIterable(source)) return source;
  const events = source[Symbol.asyncIterator]();
  let ended = false;
  const results: AsyncIterableIterator<ExecutionResult> = {
    async next() {
      if (ended) return { done: true, value: undefined };
      try {
        const { done, value } = await events.next();
        if (done) return { done: true, value: undefined };
        const result = await run({ ...args, rootValue: value, contextValue: freshContext(args) });
        // An event that cannot be shown would be a gap: the stream ends with it, and can be taken up again before it.
        if (result.data == null) await results.return?.();
        return { done: false, value: result };
      } catch (error) {
        ended = true;
        return { done: false, value: { errors: [asGraphQLError(error)] } };
      }
    },
    async return() {
      ended = true;
      await events.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return results;
    },
  };
  return results;
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
