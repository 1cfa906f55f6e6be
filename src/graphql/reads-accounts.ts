import {
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  OperationTypeNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** The fields that rest on the evidence of an account. */
const fieldsOfAccount: ReadonlySet<string> = new Set(['assurance', 'facts', 'isRealNameVerified', 'meets']);

/**
 * Whether a query asks for what rests on the evidence of accounts: it is then read along with the verifications. False
 * for a mutation, because what is read before one must not be shown after it.
 */
export function readsAccounts(
  schema: GraphQLSchema,
  document: DocumentNode,
  { operation }: OperationDefinitionNode,
): boolean {
  if (operation !== OperationTypeNode.QUERY) return false;
  const types = new TypeInfo(schema);
  let reads = false;
  const look = visitWithTypeInfo(types, {
    Field({ name }) {
      reads ||= types.getParentType()?.name === 'User' && fieldsOfAccount.has(name.value);
    },
  });
  visit(document, look);
  return reads;
}
