import { type ExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type FaultReporter, toClientError } from '../graphql/errors';
import { withoutHints } from './introspection';
import { asLimitError, type QueryLimits } from './limits';

/** What clients are told, the same over every transport. */
export interface Answers {
  error(error: unknown): GraphQLFormattedError;
  /** A result with its errors as clients are told them. */
  result(result: ExecutionResult): ExecutionResult;
}

export interface AnswerOptions {
  readonly report: FaultReporter;
  readonly limits: QueryLimits;
  /** Whether an error may guess at names of the schema. */
  readonly hints: boolean;
}

export function createAnswers({ report, limits, hints }: AnswerOptions): Answers {
  const told = (error: unknown): GraphQLFormattedError => {
    const own = error instanceof GraphQLError ? asLimitError(error, limits) : error;
    const answer = toClientError(own, report);
    return hints ? answer : { ...answer, message: withoutHints(answer.message) };
  };
  return {
    error: told,
    result(result) {
      if (!result.errors) return result;
      // It is written as JSON and nothing else, where formatted errors are what graphql-js's would become.
      return { ...result, errors: result.errors.map(told) as unknown as readonly GraphQLError[] };
    },
  };
}
