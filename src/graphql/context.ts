import type { Caller } from '../service/caller';
import type { ServiceTools } from '../service/tools';
import { createLoaders, type Loaders } from './loaders';

/** What every resolver is given: who asks, and what the use cases work with. */
export type GraphQLContext = {
  readonly tools: ServiceTools;
  readonly caller: Caller | null;
  readonly loaders: Loaders;
};

/** A context for one request, or for one event of a subscription: what loaders remember must not outlive either. */
export function createContext(tools: ServiceTools, caller: Caller | null): GraphQLContext {
  return { tools, caller, loaders: createLoaders(tools, caller) };
}
