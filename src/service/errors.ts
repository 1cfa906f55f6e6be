import type { RequestErrorCode } from '../domain/request-errors';

/** Errors of requests, with the code that a client sees. Faults of a mutation's input are InputErrors instead. */
export type ServiceErrorCode = Extract<
  RequestErrorCode,
  'UNAUTHENTICATED' | 'AUTH_UNAVAILABLE' | 'FORBIDDEN' | 'NOT_FOUND' | 'TOO_MANY_ATTEMPTS' | 'BAD_USER_INPUT'
>;

/** Its message is for the client: it says what was expected and holds nothing personal. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';

  constructor(
    readonly code: ServiceErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export class TooManyAttemptsError extends ServiceError {
  constructor(readonly retryAt: Date) {
    super('TOO_MANY_ATTEMPTS', 'Too many attempts. Wait a while before trying again.');
  }
}
