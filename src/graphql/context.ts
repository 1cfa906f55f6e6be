import type { Locale } from '../domain/messages/locale';
import type { Verification } from '../domain/verification/verification';
import type { Caller } from '../service/access/caller';
import type { ServiceTools } from '../service/tools';
import { createLoaders, type Loaders } from './loaders';

/** The context of every resolver: the caller, and the tools of the use cases. */
export type GraphQLContext = {
  readonly tools: ServiceTools;
  readonly caller: Caller | null;
  readonly loaders: Loaders;
  /** The id of the last event that a client saw before its event stream broke (Last-Event-ID). */
  readonly resumeFrom?: string;
  /** Called with the records that the root field of a query shows, in its order. */
  readonly noteRead?: (found: readonly (Verification | null)[]) => void;
  /** The language of sentences for a person, unless a field names another one. */
  readonly locale: Locale;
};

/** A context for one request, or for one event of a subscription: the loaders' caches must not outlive either. */
export function createContext(
  tools: ServiceTools,
  caller: Caller | null,
  resumeFrom: string | null = null,
  locale: Locale = tools.settings.locale,
  readsAccounts = false,
): GraphQLContext {
  const context = { tools, caller, loaders: createLoaders(tools, caller, readsAccounts), locale };
  return resumeFrom === null ? context : { ...context, resumeFrom };
}
