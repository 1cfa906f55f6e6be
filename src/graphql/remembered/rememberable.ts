import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { fragmentsOf } from '../walk-document';
import { type Shape, shapeOf } from './shape';

/** A query of such a shape, and whether remembering its rows pays. */
export interface Rememberable {
  readonly shape: Shape;
  readonly operation: OperationDefinitionNode;
  /** Tells its rows from those of other operations. */
  readonly number: number;
  readonly benefit: Benefit;
}

let lastNumber = 0;

/** Null if the rows that the operation shows must not be remembered. */
export function rememberable(
  schema: GraphQLSchema,
  { document, operation }: { readonly document: DocumentNode; readonly operation: OperationDefinitionNode },
): Rememberable | null {
  const shape = shapeOf(schema, operation, fragmentsOf(document));
  if (!shape) return null;
  lastNumber += 1;
  return { shape, operation, number: lastNumber, benefit: new Benefit() };
}

/** Looking up rows that are never asked for again costs a read of their states: then only some answers try it. */
export class Benefit {
  /** The share of rows that were remembered, over about the last `spanRows` rows. */
  #share = 1;
  #skipped = 0;

  /** Whether to try the next answer. */
  get isLikely(): boolean {
    if (this.#share >= leastShare) return true;
    this.#skipped = (this.#skipped + 1) % triedOf;
    return this.#skipped === 0;
  }

  note(rows: number, remembered: number): void {
    const weight = Math.min(1, rows / spanRows);
    if (rows > 0) this.#share += weight * (remembered / rows - this.#share);
  }
}

const leastShare = 0.1;
const triedOf = 16;
const spanRows = 1000;
