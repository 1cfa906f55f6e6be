import { buildSubgraph, type ResolverClass, type SubgraphSchema } from '../graphql/schema';
import type { ProviderInfo } from '../providers/provider';

const built = new Map<string, SubgraphSchema>();

/**
 * The schema for the known providers. A process builds it once, however often it opens the service; with resolvers of
 * a test's own, each time.
 */
export function schemaFor(
  known: readonly ProviderInfo[],
  moreResolvers?: readonly ResolverClass[],
): SubgraphSchema {
  if (moreResolvers) return buildSubgraph(known, moreResolvers);
  // Only names and descriptions reach the schema: registries that agree in them share one.
  const key = JSON.stringify(known.map(({ name, description, methods }) => [name, description, methods]));
  const schema = built.get(key) ?? buildSubgraph(known);
  built.set(key, schema);
  return schema;
}
