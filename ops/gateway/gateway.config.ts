import { defineConfig } from '@graphql-hive/gateway';

/** The headers that tell the subgraph who the caller is. */
const forwarded = ['authorization', 'accept-language', 'x-ucenter-access-token', 'traceparent'];

/** Hive Gateway in front of the two replicas of compose.yaml; docs/routers.md gives the reasons. */
export const gatewayConfig = defineConfig({
  supergraph: './supergraph.graphql',
  host: '0.0.0.0',
  port: 4000,
  upstreamTimeout: ({ executionRequest }) =>
    executionRequest?.operationType === 'subscription' ? undefined : 30_000,
  transportEntries: {
    realname: {
      headers: forwarded.map((name) => [name, `{context.headers.${name}}`]),
    },
  },
});
