import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type GraphQLError, parse } from 'graphql';
import { z } from 'zod';
import { requestError } from '../../graphql/request-error';
import type { OperationRequest } from './operation-request';

/** The manifest cannot be used. The message says what is wrong and what was expected. */
export class TrustedDocumentsError extends Error {
  override readonly name = 'TrustedDocumentsError';
}

/** `{"<sha256>": "query …"}`, as Relay and the client preset of GraphQL Code Generator write it. */
const map = z.record(z.string(), z.string());
/** As Apollo's generate-persisted-query-manifest writes it. */
const apolloManifest = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  operations: z.array(z.object({ id: z.string(), body: z.string() })),
});

/** The only documents that run, known by the SHA-256 of their text. */
export class TrustedDocuments {
  /** Reads a manifest file. Throws TrustedDocumentsError for anything but a usable one. */
  static load(path: string): TrustedDocuments {
    let manifest: unknown;
    try {
      manifest = JSON.parse(readFileSync(path, 'utf8'));
    } catch (error) {
      const what = error instanceof SyntaxError ? 'is not JSON' : `cannot be read (${codeOf(error)})`;
      throw new TrustedDocumentsError(`The manifest ${path} ${what}.`, { cause: error });
    }
    const documents = entriesOf(manifest);
    if (documents === null || documents.length === 0) {
      throw new TrustedDocumentsError(
        `The manifest ${path} must be a JSON object of documents by their SHA-256, {"sha256:…": "query …"}, or a manifest of Apollo's, and hold at least one.`,
      );
    }
    const wrong = documents.find(([id, text]) => digestIn(id) !== sha256(text));
    if (wrong) {
      throw new TrustedDocumentsError(
        `The manifest ${path} has a document under ${JSON.stringify(wrong[0])}, which is not the SHA-256 of its text.`,
      );
    }
    const broken = documents.find(([, text]) => !canParse(text));
    if (broken) {
      throw new TrustedDocumentsError(
        `The manifest ${path} has a document that is no GraphQL: ${broken[0]}.`,
      );
    }
    return new TrustedDocuments(new Map(documents.map(([, text]) => [sha256(text), text])));
  }

  private constructor(private readonly texts: ReadonlyMap<string, string>) {}

  /** The text of the requested document, by its id or whole; an error if it is not on the list. */
  textOf({ documentId, query }: Pick<OperationRequest, 'documentId' | 'query'>): string | GraphQLError {
    const digest = documentId === null ? sha256(query ?? '') : digestIn(documentId);
    return (
      this.texts.get(digest) ??
      requestError(
        'PERSISTED_QUERY_NOT_IN_LIST',
        'This document is not trusted: only the documents of the manifest may run (TRUSTED_DOCUMENTS).',
        { status: 400 },
      )
    );
  }
}

function entriesOf(manifest: unknown): readonly (readonly [id: string, text: string])[] | null {
  const apollo = apolloManifest.safeParse(manifest);
  if (apollo.success) return apollo.data.operations.map(({ id, body }) => [id, body]);
  const plain = map.safeParse(manifest);
  return plain.success ? Object.entries(plain.data) : null;
}

function digestIn(id: string): string {
  return id.toLowerCase().replace(/^sha256:/, '');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function canParse(text: string): boolean {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
}
