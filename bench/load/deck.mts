/** The requests of a load process, and the expected answer to each, byte for byte. */
export interface Deck {
  readonly path: string;
  readonly requests: readonly DeckRequest[];
}

export interface DeckRequest {
  readonly body: string;
  readonly expected: string;
}

export function deckOf(text: string): Deck {
  return JSON.parse(text) as Deck;
}

/** A GraphQL operation with its variables, as a client sends it. */
export function graphQLRequest(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  expected: string,
): DeckRequest {
  return { body: JSON.stringify({ query, variables }), expected };
}
