import {
  type ASTNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';

/** How large a query may be. The same for every transport. */
export interface QueryLimits {
  /** Levels of nested fields; a field of Query is level 1. */
  readonly maxDepth: number;
  readonly maxAliases: number;
  /** Words and signs of the text; what is longer is not even parsed. */
  readonly maxTokens: number;
  readonly maxDirectives: number;
  /** Objects that a query can bring, as cost.ts estimates them. */
  readonly maxCost: number;
  /** Representations in one `_entities`. */
  readonly maxEntities: number;
}

const tooComplexCode = 'QUERY_TOO_COMPLEX';

/** A query that is refused for its size. The text says which size, the limit, and the setting behind it. */
export function tooComplex(message: string, nodes?: readonly ASTNode[]): GraphQLError {
  return new GraphQLError(message, {
    ...(nodes && { nodes }),
    extensions: { code: tooComplexCode, http: { status: 400 } },
  });
}

/** Validation rules on top of GraphQL's own. They cope with what the others refuse, such as fragments in a circle. */
export function limitRules({ maxDepth, maxAliases, maxDirectives }: QueryLimits): readonly ValidationRule[] {
  return [
    (context) => ({
      Document(document) {
        const depth = depthOf(document);
        if (depth > maxDepth) {
          const text = `The query is ${depth} levels deep; at most ${maxDepth} are allowed (QUERY_MAX_DEPTH).`;
          context.reportError(tooComplex(text));
        }
      },
    }),
    counted(
      Kind.FIELD,
      (node) => node.kind === Kind.FIELD && node.alias !== undefined,
      maxAliases,
      (count) =>
        tooComplex(`The query has ${count} aliases; at most ${maxAliases} are allowed (QUERY_MAX_ALIASES).`),
    ),
    counted(
      Kind.DIRECTIVE,
      () => true,
      maxDirectives,
      (count) =>
        tooComplex(
          `The query has ${count} directives; at most ${maxDirectives} are allowed (QUERY_MAX_DIRECTIVES).`,
        ),
    ),
  ];
}

function counted(
  kind: Kind.FIELD | Kind.DIRECTIVE,
  isCounted: (node: ASTNode) => boolean,
  limit: number,
  refusal: (count: number) => GraphQLError,
): ValidationRule {
  return (context) => {
    let count = 0;
    return {
      [kind](node: ASTNode) {
        if (isCounted(node)) count += 1;
      },
      Document: {
        leave() {
          if (count > limit) context.reportError(refusal(count));
        },
      },
    };
  };
}

/**
 * The error of a limit, where graphql-js or Apollo tells it in words, or under a code, of their own; any other error
 * as it is.
 */
export function asLimitError(error: GraphQLError, { maxTokens }: QueryLimits): GraphQLError {
  if (/^Syntax Error: Document contains more tha[nt] \d+ tokens/.test(error.message)) {
    return tooComplex(`The query has more than the ${maxTokens} tokens that are allowed (QUERY_MAX_TOKENS).`);
  }
  const { originalError } = error;
  if (isStackOverflow(originalError)) return nestedTooDeeply();
  return originalError instanceof GraphQLError && originalError.extensions['code'] === tooComplexCode
    ? originalError
    : error;
}

/** Lists and objects in arguments have no depth of the query's, but can be nested past what a parser can follow. */
export function nestedTooDeeply(): GraphQLError {
  return tooComplex('The query is nested too deeply to be read.');
}

function isStackOverflow(error: unknown): boolean {
  if (error instanceof GraphQLError) return isStackOverflow(error.originalError);
  return error instanceof RangeError;
}

/** Of the deepest operation. What asks about the schema is left out: graphql-js has a rule of its own for that. */
function depthOf(document: DocumentNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, number>();

  const within = (set: SelectionSetNode | undefined): number =>
    (set?.selections ?? []).reduce((deepest, selection) => Math.max(deepest, depthOfSelection(selection)), 0);
  const ofFragment = (name: string): number => {
    const before = known.get(name);
    if (before !== undefined) return before;
    // Stands while the fragment is looked at: one that contains itself ends here.
    known.set(name, 0);
    const depth = within(fragments.get(name)?.selectionSet);
    known.set(name, depth);
    return depth;
  };
  function depthOfSelection(selection: SelectionSetNode['selections'][number]): number {
    switch (selection.kind) {
      case Kind.FIELD:
        return selection.name.value.startsWith('__') ? 0 : 1 + within(selection.selectionSet);
      case Kind.INLINE_FRAGMENT:
        return within(selection.selectionSet);
      case Kind.FRAGMENT_SPREAD:
        return ofFragment(selection.name.value);
    }
  }
  return within({
    kind: Kind.SELECTION_SET,
    selections: document.definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [],
    ),
  });
}
