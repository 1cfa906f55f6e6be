import { OperationTypeNode, type SelectionNode, type ValidationRule } from 'graphql';
import { requestError } from '../../graphql/request-error';
import { fragmentsOf, selectionsAt } from '../../graphql/walk-document';

const conditions: ReadonlySet<string> = new Set(['skip', 'include']);

/**
 * Refuses @skip and @include at the root of a subscription, as the specification does (5.2.4.1): without its one field
 * there is nothing to subscribe to. graphql-js's own rule for that root throws when it meets one with a variable.
 */
export const noConditionsAtSubscriptionRoot: ValidationRule = (context) => ({
  OperationDefinition({ operation, selectionSet }) {
    if (operation !== OperationTypeNode.SUBSCRIPTION) return;
    for (const selection of selectionsAt(selectionSet, fragmentsOf(context.getDocument()))) {
      if (!hasCondition(selection)) continue;
      context.reportError(
        requestError(
          'GRAPHQL_VALIDATION_FAILED',
          '@skip and @include are not allowed at the root of a subscription.',
          { nodes: [selection] },
        ),
      );
    }
  },
});

function hasCondition({ directives = [] }: SelectionNode): boolean {
  return directives.some(({ name }) => conditions.has(name.value));
}
