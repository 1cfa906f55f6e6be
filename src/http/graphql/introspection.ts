import type { ValidationRule } from 'graphql';
import { requestError } from '../../graphql/request-error';

const schemaFields: ReadonlySet<string> = new Set(['__schema', '__type', '_service']);

/** Refuses every field that shows the schema, federation's `_service` included. */
export const noIntrospection: ValidationRule = (context) => ({
  Field(node) {
    const name = node.name.value;
    if (!schemaFields.has(name) || context.getParentType() !== context.getSchema().getQueryType()) return;
    context.reportError(
      requestError(
        'GRAPHQL_VALIDATION_FAILED',
        `Introspection is disabled: ${name} cannot be queried (INTROSPECTION=off).`,
        { nodes: [node] },
      ),
    );
  },
});

/** graphql-js suggests similar names, and so would reveal names of the schema to a caller that guesses. */
export function withoutHints(message: string): string {
  return message.replace(/ ?Did you mean [^?]*\?/g, '');
}
