import {
  coerceInputValue,
  GraphQLError,
  type GraphQLSchema,
  isInputType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import type { RequestErrorCode } from '../../domain/request-errors';

/** More members than this, or more characters in texts, make variables large. */
const fewMembers = 300;
const fewCharacters = 10_000;

/**
 * The first error of large variables; null if they fit, or are small. graphql-js repeats the value in the text of every
 * error about it, up to fifty times: an object of a hundred kilobytes with unknown fields would take a second.
 */
export function largeVariablesFault(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): GraphQLError | null {
  if (!isLarge(variables)) return null;
  for (const definition of variableDefinitions) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type);
    if (!isInputType(type) || !Object.hasOwn(variables, name)) continue;
    try {
      coerceInputValue(variables[name], type, (path, _value, error) => {
        const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
        const at = place === '' ? '' : ` at "${name}${place}"`;
        throw new Unfit(`Variable "$${name}" got an invalid value${at}; ${error.message}`, {
          nodes: [definition],
          extensions: { code: 'BAD_USER_INPUT' satisfies RequestErrorCode },
        });
      });
    } catch (error) {
      if (error instanceof Unfit) return error;
      throw error;
    }
  }
  return null;
}

class Unfit extends GraphQLError {}

function isLarge(variables: Readonly<Record<string, unknown>>): boolean {
  let members = 0;
  let characters = 0;
  const left: unknown[] = [variables];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'string') characters += value.length;
    if (typeof value === 'object' && value !== null) {
      for (const member of Object.values(value)) {
        members += 1;
        left.push(member);
        if (members > fewMembers) return true;
      }
    }
    if (characters > fewCharacters) return true;
  }
  return false;
}
