import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';

export interface ComposedSubgraph {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/** The supergraph's SDL, for a gateway to run. Throws with all that keeps the subgraphs from composing. */
export function composeSupergraph(subgraphs: readonly ComposedSubgraph[]): string {
  const { supergraphSdl, errors = [] } = composeServices(
    subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (supergraphSdl === undefined) {
    throw new Error(`The subgraphs do not compose:\n${errors.map(({ message }) => message).join('\n')}`);
  }
  return supergraphSdl;
}
