const { concatAST, Kind, print, visit } = require('graphql');

/**
 * A plugin of GraphQL Code Generator: each operation as its text, with the fragments that it uses, and its types. A text
 * needs no package at run time.
 */
exports.plugin = (_schema, files) => {
  const { definitions } = concatAST(files.flatMap(({ document }) => document ?? []));
  const fragments = new Map(
    definitions
      .filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  const operations = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return {
    prepend: ["import type { TypedText } from '../src/document.ts';"],
    content: operations.map((operation) => constantOf(operation, fragments)).join('\n\n'),
  };
};

function constantOf(operation, fragments) {
  const name = operation.name.value;
  const type = `${name}${operation.operation[0].toUpperCase()}${operation.operation.slice(1)}`;
  const text = [operation, ...usedBy(operation, fragments)].map(print).join('\n');
  return `export const ${name}Document: TypedText<${type}, ${type}Variables> = \`${text}\`;`;
}

/** The fragments of an operation, and those of the fragments. */
function usedBy(operation, fragments) {
  const used = new Set();
  const collect = (node) =>
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value);
        if (used.has(fragment)) return;
        used.add(fragment);
        collect(fragment);
      },
    });
  collect(operation);
  return used;
}
