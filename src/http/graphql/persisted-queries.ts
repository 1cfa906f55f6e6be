import { createHash } from 'node:crypto';
import type { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { requestError } from '../../graphql/request-error';
import { badRequest, type OperationRequest } from './operation-request';

/** All callers share one store, so its memory is bounded; a client sends a text again that was dropped. */
const maxTexts = 10_000;
const maxBytes = 8 * 1024 * 1024;
/** Roughly what an entry takes besides its text. */
const entryBytes = 300;

/** How a request that names a persisted query, or sends one to be kept, becomes a request with its text. */
export interface PersistedQueries {
  /** The request with the text of its hash; an error if there is none. */
  resolve(request: OperationRequest): OperationRequest | GraphQLError;
  /** Keeps the text of a resolved request that was found valid, if the client asked for that. */
  keep(request: OperationRequest): void;
}

/** Automatic persisted queries as Apollo's clients and routers send them: one store for every transport. */
export class KeptQueries implements PersistedQueries {
  readonly #texts = new LRUCache<string, string>({
    max: maxTexts,
    maxSize: maxBytes,
    sizeCalculation: (text) => Buffer.byteLength(text) + entryBytes,
  });

  resolve(request: OperationRequest): OperationRequest | GraphQLError {
    const { persisted, query } = request;
    if (persisted === null) return request;
    if (persisted.version !== 1) return unknownVersion;
    if (query !== null) return sha256(query) === persisted.hash ? request : wrongHash;
    const text = this.#texts.get(persisted.hash);
    return text === undefined ? notFound : { ...request, query: text };
  }

  keep({ persisted, query }: OperationRequest): void {
    if (persisted && query !== null && !this.#texts.has(persisted.hash))
      this.#texts.set(persisted.hash, query);
  }
}

/** Persisted queries are off: the error makes clients send the text from then on. */
export const noKeptQueries: PersistedQueries = {
  resolve: (request) => (request.persisted === null ? request : notSupported),
  keep: () => {},
};

/** For TRUSTED_DOCUMENTS: the gate itself looks up the document by the same hash. */
export const onlyTrusted: PersistedQueries = { resolve: (request) => request, keep: () => {} };

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const unknownVersion = badRequest('extensions.persistedQuery.version must be 1.');
const wrongHash = badRequest(
  'extensions.persistedQuery.sha256Hash must be the SHA-256 of query, in hexadecimal.',
);
// The names in the text are what Apollo's clients look for; the status is Apollo Server's.
const notFound = requestError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound', { status: 200 });
const notSupported = requestError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported', {
  status: 200,
});
