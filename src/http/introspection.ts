import { GraphQLError, type ValidationRule } from 'graphql';

const schemaFields: ReadonlySet<string> = new Set(['__schema', '__type', '_service']);

/** Refuses whatever tells the schema, federation's `_service` with it. */
export const noIntrospection: ValidationRule = (context) => ({
  Field(node) {
    const name = node.name.value;
    if (!schemaFields.has(name) || context.getParentType() !== context.getSchema().getQueryType()) return;
    context.reportError(
      new GraphQLError(`${name} is not to be had: introspection is off here (INTROSPECTION).`, {
        nodes: [node],
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      }),
    );
  },
});

/** graphql-js guesses what was meant, and so tells names of the schema to whoever guesses close. */
export function withoutHints(message: string): string {
  return message.replace(/ ?Did you mean [^?]*\?/g, '');
}
