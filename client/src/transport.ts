import type { Answer } from './answer.ts';

/** How subscriptions travel. */
export interface Transport {
  /**
   * Runs a subscription once, without a retry. Ends if the server completes it or `signal` aborts it. Throws what ended
   * it otherwise: a close event, StreamRefused, or an error of the connection; `finalityOf` judges that.
   */
  results<Data>(
    query: string,
    variables: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): AsyncIterable<Answer<Data>>;
  close(): Promise<void>;
}
