/** The types of the data and of the variables of a document. They exist for the compiler only. */
export interface Typed<Data, Variables> {
  readonly __apiType?: (variables: Variables) => Data;
}

/** The text of an operation. It can be used wherever a client takes a text: urql, `fetch`, graphql-ws. */
export type TypedText<Data, Variables> = string & Typed<Data, Variables>;

/** A string, or a String object such as the TypedDocumentString of GraphQL Code Generator. */
interface TextLike {
  readonly length: number;
  toString(): string;
}

/** A parsed document, such as the TypedDocumentNode of GraphQL Code Generator. */
interface NodeLike {
  readonly kind: string;
  readonly definitions: readonly unknown[];
}

/** An operation that this package or GraphQL Code Generator made. */
export type TypedDocument<Data, Variables> = (TextLike | NodeLike) & Typed<Data, Variables>;

/** The function `print` of the package graphql. */
export type Print = (document: never) => string;

/** The text to send. Throws a TypeError if the document is parsed and there is no `print`. */
export function textOf(document: TextLike | NodeLike, print: Print | undefined): string {
  if (typeof document === 'string' || !('definitions' in document)) return document.toString();
  if (print) return print(document as never);
  throw new TypeError(
    "This document is parsed. Pass `print` of the package graphql to connect, or have codegen generate texts (documentMode: 'string').",
  );
}
