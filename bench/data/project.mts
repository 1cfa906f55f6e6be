import { type DocumentNode, Kind, type OperationDefinitionNode, parse, type SelectionSetNode } from 'graphql';

/** The answer to an operation as JSON text, made from the displayed data without any GraphQL server. */
export function answerTo(document: string, data: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ data: project(operationOf(parse(document)).selectionSet, data) });
}

function operationOf({ definitions }: DocumentNode): OperationDefinitionNode {
  const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('The document has no operation.');
  return operation;
}

/** Supports only the syntax of the bench's own documents: fields and unconditional inline fragments. */
function project(set: SelectionSetNode, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => project(set, item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(entriesOf(set, value as Record<string, unknown>));
}

function entriesOf(set: SelectionSetNode, value: Readonly<Record<string, unknown>>): [string, unknown][] {
  return set.selections.flatMap((selection): [string, unknown][] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      throw new Error('The documents of the bench have no named fragments.');
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) return entriesOf(selection.selectionSet, value);
    const name = selection.name.value;
    const found = value[name];
    if (found === undefined) throw new Error(`Nothing is shown for the field ${name}.`);
    return [[name, selection.selectionSet ? project(selection.selectionSet, found) : found]];
  });
}
