import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isSpecifiedScalarType,
  Kind,
  OperationTypeNode,
  TypeInfo,
  typeFromAST,
  type ValueNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { folding, fragmentsOf } from './walk-document';

/** The compiler copies every fragment to every place where it is spread: a document that grows past this is interpreted. */
const maxFields = 2000;

/**
 * Whether graphql-jit answers a valid document exactly as graphql-js does. Only what the fuzz (test/fuzz) has shown to
 * be the same is compiled; every other document is interpreted:
 *
 * - Mutations: a compiled run whose errors make a null spread is run again by graphql-js (execution.ts).
 * - Any directive: `@skip` and `@include` are attached to syntax nodes, so that two uses of one fragment or field share
 *   their conditions and fields get lost.
 * - Any string: the compiler pastes literals into its code after replacing markers in their text, so that a string
 *   could become code.
 * - A literal or a default of a custom scalar: a Date becomes text.
 * - A default that is an object or a list, for the same reason.
 * - A variable inside an object or a list of a custom scalar, which the compiler leaves out.
 * - Names that JavaScript gives a meaning, such as `__proto__` and `constructor`.
 * - A field whose type is only known at run time, except federation's `_Entity`, whose type resolver is synchronous.
 */
export function isCompilable(schema: GraphQLSchema, document: DocumentNode): boolean {
  if (fieldsOf(document) > maxFields) return false;
  const types = new TypeInfo(schema);
  let isSame = true;
  const refuse = () => {
    isSame = false;
  };
  const check = (name: string) => {
    if (name.startsWith('__') || name in Object.prototype) refuse();
  };
  visit(
    document,
    visitWithTypeInfo(types, {
      OperationDefinition({ operation }) {
        if (operation === OperationTypeNode.MUTATION) refuse();
      },
      Directive: refuse,
      StringValue: refuse,
      VariableDefinition({ variable, type, defaultValue }) {
        check(variable.name.value);
        const declared = typeFromAST(schema, type);
        if (defaultValue && !(isLeafType(declared) && isPlain(defaultValue, declared))) refuse();
      },
      Argument: {
        leave({ value }) {
          const argument = types.getArgument();
          if (value.kind !== Kind.VARIABLE && !(argument && isPlain(value, argument.type))) refuse();
        },
      },
      Field({ alias }) {
        if (alias) check(alias.value);
        const type = getNamedType(types.getType());
        if (isAbstractType(type) && type.name !== '_Entity') refuse();
      },
    }),
  );
  return isSame;
}

/** Numbers, booleans, enum values and nulls of types whose values are the same in code, and lists and objects of them. */
function isPlain(value: ValueNode, type: GraphQLInputType): boolean {
  switch (value.kind) {
    case Kind.NULL:
      return true;
    case Kind.INT:
    case Kind.FLOAT:
    case Kind.BOOLEAN:
    case Kind.ENUM: {
      const named = getNamedType(type);
      return isSpecifiedScalarType(named) || isEnumType(named);
    }
    case Kind.LIST: {
      const list = getNullableType(type);
      return isListType(list) && value.values.every((item) => isPlain(item, list.ofType));
    }
    case Kind.OBJECT: {
      const object = getNamedType(type);
      if (!isInputObjectType(object)) return false;
      const fields = object.getFields();
      return value.fields.every(({ name, value: inner }) => {
        const field = fields[name.value];
        return field !== undefined && isPlain(inner, field.type);
      });
    }
    case Kind.STRING:
    case Kind.VARIABLE:
      return false;
  }
}

/** Number of fields of a valid document after every fragment is copied to where it is spread. */
function fieldsOf(document: DocumentNode): number {
  const fields = folding(fragmentsOf(document), {
    none: 0,
    join: (one, other) => one + other,
    field: (_node, within) => 1 + within(),
  });
  return document.definitions.reduce(
    (sum, definition) =>
      sum + (definition.kind === Kind.OPERATION_DEFINITION ? fields(definition.selectionSet) : 0),
    0,
  );
}
