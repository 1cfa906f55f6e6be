import { type DocumentNode, GraphQLError, Kind, type OperationDefinitionNode, visit } from 'graphql';
import { requestError } from '../../graphql/request-error';
import { folding, fragmentsOf } from '../../graphql/walk-document';

/** How large a query may be, the same for every transport. */
export interface QueryLimits {
  /** UTF-8 bytes of the text, comments included; a longer text is not parsed. */
  readonly maxBytes: number;
  /** Names, values and punctuation of the text; parsing stops at the limit. It also bounds the lines of the text. */
  readonly maxTokens: number;
  /** Operations and fragments of one document. */
  readonly maxDefinitions: number;
  /** Levels of nested fields; a field of Query is level 1. */
  readonly maxDepth: number;
  /** Fields of the document after every fragment is copied to where it is spread. */
  readonly maxFields: number;
  readonly maxAliases: number;
  readonly maxDirectives: number;
  /** Objects and scalars that a query can bring, as cost.ts estimates them. */
  readonly maxCost: number;
  /** Representations in one `_entities`. */
  readonly maxEntities: number;
}

/** A query that is refused for its size. The text names the size, the limit and the setting. */
export function tooComplex(message: string): GraphQLError {
  return requestError('QUERY_TOO_COMPLEX', message, { status: 400 });
}

/** The error for a text that is too long to be parsed; null if it is not. */
export function textFault(text: string, { maxBytes, maxTokens }: QueryLimits): GraphQLError | null {
  // No character has less than one byte, so most texts need not be measured.
  const bytes = text.length * 3 <= maxBytes ? text.length : Buffer.byteLength(text);
  return (
    over('bytes', bytes, maxBytes, 'QUERY_MAX_BYTES') ??
    over('lines', linesOf(text, maxTokens), maxTokens, 'QUERY_MAX_TOKENS')
  );
}

/**
 * graphql-js counts the lines of the text again for every error, to say where it is. A text needs no more lines than
 * it has tokens. The lines of a short text are not counted.
 */
function linesOf(text: string, enough: number): number {
  return text.length < enough ? 1 : 1 + (text.match(/\r\n|[\n\r]/g)?.length ?? 0);
}

/** The error for a text that the parser gives up on; any other error of the parser as it is. */
export function asParseFault(error: unknown, { maxTokens }: QueryLimits): GraphQLError {
  if (!(error instanceof GraphQLError)) return nestedTooDeeply();
  if (!/^Syntax Error: Document contains more tha[nt] \d+ tokens/.test(error.message)) return error;
  return tooComplex(
    `Query has more than ${grouped(maxTokens)} tokens; at most ${grouped(maxTokens)} are allowed (QUERY_MAX_TOKENS).`,
  );
}

/**
 * Depth limits count fields only, but lists and objects in arguments can also be nested deeper than a parser can
 * follow.
 */
export function nestedTooDeeply(): GraphQLError {
  return tooComplex('The query is nested too deeply to be read.');
}

/**
 * The error for the first limit that a document exceeds; null if none. It takes time in proportion to the text, even
 * for an invalid document. Some rules of GraphQL take more, so they only see documents of a bounded size.
 */
export function documentFault(document: DocumentNode, limits: QueryLimits): GraphQLError | null {
  return (
    over('definitions', document.definitions.length, limits.maxDefinitions, 'QUERY_MAX_FRAGMENTS') ??
    nodesFault(document, limits) ??
    expandedFault(document, limits)
  );
}

function nodesFault(document: DocumentNode, limits: QueryLimits): GraphQLError | null {
  let aliases = 0;
  let directives = 0;
  visit(document, {
    Field({ alias }) {
      if (alias) aliases += 1;
    },
    Directive() {
      directives += 1;
    },
  });
  return (
    over('aliases', aliases, limits.maxAliases, 'QUERY_MAX_ALIASES') ??
    over('directives', directives, limits.maxDirectives, 'QUERY_MAX_DIRECTIVES')
  );
}

/** Checks depth and number of fields. Introspection counts no depth: graphql-js has its own rule for it. */
function expandedFault(document: DocumentNode, limits: QueryLimits): GraphQLError | null {
  const sizes = folding<{ readonly depth: number; readonly fields: number }>(fragmentsOf(document), {
    none: { depth: 0, fields: 0 },
    join: (one, other) => ({
      depth: Math.max(one.depth, other.depth),
      fields: one.fields + other.fields,
    }),
    field({ name }, within) {
      const { depth, fields } = within();
      return { depth: name.value.startsWith('__') ? 0 : depth + 1, fields: fields + 1 };
    },
  });
  const operations = document.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  for (const { selectionSet } of operations) {
    const { depth, fields } = sizes(selectionSet);
    const fault =
      over('levels of fields', depth, limits.maxDepth, 'QUERY_MAX_DEPTH') ??
      over('fields', fields, limits.maxFields, 'QUERY_MAX_FIELDS');
    if (fault) return fault;
  }
  return null;
}

function over(what: string, count: number, limit: number, setting: string): GraphQLError | null {
  if (count <= limit) return null;
  return tooComplex(
    `Query has ${grouped(count)} ${what}; at most ${grouped(limit)} are allowed (${setting}).`,
  );
}

/** A count with separators: 1,200. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
