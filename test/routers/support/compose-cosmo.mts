import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { federateSubgraphs, ROUTER_COMPATIBILITY_VERSION_ONE } from '@wundergraph/composition';
import {
  buildRouterConfig,
  SubgraphKind,
  type SubscriptionProtocol,
  type WebsocketSubprotocol,
} from '@wundergraph/cosmo-shared';
import { parse } from 'graphql';
import { parse as parseYaml } from 'yaml';

/** What `wgc router compose -i graph.yaml -o router.json` does, without the rest of wgc. */
interface Listed {
  readonly name: string;
  readonly routing_url: string;
  readonly schema: { readonly file: string };
  readonly subscription?: {
    readonly protocol: SubscriptionProtocol;
    readonly websocketSubprotocol?: WebsocketSubprotocol;
  };
}

const [input = '', output = ''] = process.argv.slice(2);
const { subgraphs } = parseYaml(readFileSync(input, 'utf8')) as { readonly subgraphs: readonly Listed[] };
const read = subgraphs.map((subgraph) => ({
  ...subgraph,
  sdl: readFileSync(join(dirname(input), subgraph.schema.file), 'utf8'),
}));
const result = federateSubgraphs({
  subgraphs: read.map(({ name, routing_url: url, sdl }) => ({ name, url, definitions: parse(sdl) })),
  version: ROUTER_COMPATIBILITY_VERSION_ONE,
});
if (!result.success) throw new Error(result.errors.map(({ message }) => message).join('\n'));

const config = buildRouterConfig({
  federatedClientSDL: result.shouldIncludeClientSchema
    ? printSchemaWithDirectives(result.federatedGraphClientSchema)
    : '',
  federatedSDL: printSchemaWithDirectives(result.federatedGraphSchema),
  fieldConfigurations: result.fieldConfigurations,
  routerCompatibilityVersion: ROUTER_COMPATIBILITY_VERSION_ONE,
  schemaVersionId: '00000000-0000-0000-0000-000000000000',
  subgraphs: read.map(({ name, routing_url: url, sdl, subscription }, index) => {
    const composed = result.subgraphConfigBySubgraphName.get(name);
    return {
      kind: SubgraphKind.Standard,
      id: String(index),
      name,
      url,
      sdl,
      subscriptionUrl: url,
      subscriptionProtocol: subscription?.protocol ?? 'ws',
      websocketSubprotocol: subscription?.websocketSubprotocol,
      ...(composed && {
        schema: composed.schema,
        configurationDataByTypeName: composed.configurationDataByTypeName,
        costs: composed.costs,
      }),
    };
  }),
});
writeFileSync(output, config.toJsonString());
