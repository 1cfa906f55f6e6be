import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { type FaultReporter, toClientError } from '../../graphql/errors';
import { withoutHints } from './introspection';

/** The errors that clients get, the same over every transport. */
export interface ErrorFormatter {
  error(error: unknown): GraphQLFormattedError;
  /** A result with its errors in the form that clients get. */
  result(result: ExecutionResult): ExecutionResult;
}

export interface ErrorFormatterOptions {
  readonly report: FaultReporter;
  /** Whether an error may guess at names of the schema. */
  readonly hints: boolean;
}

export function createErrorFormatter({ report, hints }: ErrorFormatterOptions): ErrorFormatter {
  const told = (error: unknown): GraphQLFormattedError => {
    const answer = toClientError(error, report);
    return hints ? answer : { ...answer, message: withoutHints(answer.message) };
  };
  return {
    error: told,
    result(result) {
      if (!result.errors) return result;
      // The result is only written as JSON, and there a formatted error looks like one of graphql-js.
      return { ...result, errors: result.errors.map(told) as unknown as readonly GraphQLError[] };
    },
  };
}
