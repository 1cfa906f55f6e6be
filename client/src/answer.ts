export interface AnswerError {
  readonly message: string;
  readonly extensions?: { readonly code?: string };
}

/** One result of an operation, as GraphQL servers and routers send it. */
export interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly AnswerError[];
}
