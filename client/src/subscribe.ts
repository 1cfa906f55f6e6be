import { DocumentMisfit, type FollowOptions, follow } from './follow.ts';
import type { Transport } from './transport.ts';

/** Takes the results of a subscription, as the observers of Apollo Client, urql and Relay do. */
export interface ResultSink {
  next(result: { readonly data: Readonly<Record<string, unknown>> }): void;
  error(error: Error): void;
  complete(): void;
}

/** The root fields that can be resumed after a version, and whether versions that are left out can be had by that. */
const resumable: Readonly<Record<string, { readonly withoutGaps: boolean }>> = {
  verificationUpdated: { withoutGaps: true },
  identityCaseUpdated: { withoutGaps: false },
};

interface Versioned {
  readonly version: number;
  readonly cause?: unknown;
}

/**
 * A subscription for another GraphQL client: what `followVerification` and `followCase` do, as results. The document
 * must declare the variables `id` and `sinceVersion` and select `version`. Returns the function that ends it.
 */
export function subscribe(
  transport: Transport,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  sink: ResultSink,
  options: Omit<FollowOptions, 'variables' | 'sinceVersion' | 'signal'> = {},
): () => void {
  const stop = new AbortController();
  void pass(transport, query, variables, sink, { ...options, signal: stop.signal });
  return () => stop.abort();
}

async function pass(
  transport: Transport,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  sink: ResultSink,
  options: FollowOptions,
): Promise<void> {
  try {
    const { id, sinceVersion, ...rest } = variables;
    const field = Object.keys(resumable).find((name) => new RegExp(`\\b${name}\\b`).test(query));
    const place = resumable[field ?? ''];
    if (field === undefined || place === undefined || typeof id !== 'string') {
      throw new DocumentMisfit(
        `Expected a subscription to ${Object.keys(resumable).join(' or ')} with the variables id and sinceVersion.`,
      );
    }
    const followed = {
      ...place,
      query,
      id,
      itemOf: (data: Readonly<Record<string, Versioned>>) => data[field],
      isLast: ({ cause }: Versioned) => cause === 'REDACTED',
    };
    const from = { variables: rest, ...(typeof sinceVersion === 'number' && { sinceVersion }) };
    for await (const item of follow(transport, followed, { ...options, ...from })) {
      sink.next({ data: { [field]: item } });
    }
    sink.complete();
  } catch (error) {
    sink.error(error instanceof Error ? error : new Error(String(error)));
  }
}
