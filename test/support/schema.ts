import { schemaFor } from '../../src/app/schema';
import type { SubgraphSchema } from '../../src/graphql/schema';
import { registry } from '../../src/providers/registry';

/** The service's schema, as `npm start` serves it. */
export function ownSchema(): SubgraphSchema {
  return schemaFor(registry);
}
