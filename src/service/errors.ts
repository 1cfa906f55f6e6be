/** Errors of requests, with the code that a client sees. What is wrong with a mutation's input is an InputError. */
export type ServiceErrorCode = 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'BAD_USER_INPUT';

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
