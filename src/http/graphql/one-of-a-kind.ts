import { type GraphQLError, Kind, OperationTypeNode, type ValidationRule } from 'graphql';
import { fragmentsOf, selectionsAt } from '../../graphql/walk-document';
import { tooComplex } from './limits';

/** Mutations of which an operation may have one, by what they do. */
const kinds: readonly (readonly [what: string, fields: RegExp])[] = [
  ['mutations that start or verify', /^(?:start|verify)[A-Z]|^continueIdentityCase$/],
  ['revealPersonalInfo', /^revealPersonalInfo$/],
];

/**
 * An operation starts one verification and shows one person's data: with aliases, one request could check a list of
 * people. Conditions do not count, because they can be variables; a field that is repeated under one name runs once.
 */
export const oneOfAKind: ValidationRule = (context) => ({
  OperationDefinition(operation) {
    if (operation.operation !== OperationTypeNode.MUTATION) return;
    const found = kinds.map(() => new Set<string>());
    for (const selection of selectionsAt(operation.selectionSet, fragmentsOf(context.getDocument()))) {
      if (selection.kind !== Kind.FIELD) continue;
      const { name, alias } = selection;
      for (const [n, [, fields]] of kinds.entries()) {
        if (fields.test(name.value)) found[n]?.add((alias ?? name).value);
      }
    }
    for (const [n, [what]] of kinds.entries()) {
      const count = found[n]?.size ?? 0;
      if (count > 1) context.reportError(tooMany(what, count));
    }
  },
});

function tooMany(what: string, count: number): GraphQLError {
  return tooComplex(`Operation has ${count} ${what}; at most 1 is allowed. Send an operation for each.`);
}
