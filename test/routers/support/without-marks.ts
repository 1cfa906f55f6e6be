import { type DocumentNode, visit } from 'graphql';

const marks: ReadonlySet<string> = new Set(['authenticated', 'requiresScopes']);

/** The schema without the marks for callers: the service checks callers itself. */
export function withoutMarks(schema: DocumentNode): DocumentNode {
  return visit(schema, {
    Directive: ({ name }) => (marks.has(name.value) ? null : undefined),
    DirectiveDefinition: ({ name }) => (marks.has(name.value) ? null : undefined),
    // The list of what is imported from the specification of Federation.
    StringValue: ({ value }) => (marks.has(value.replace('@', '')) ? null : undefined),
  });
}
