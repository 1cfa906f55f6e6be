import { defineConfig } from '@graphql-hive/gateway';

/** What the subgraph has to be told of who asks. */
const forwarded = ['authorization', 'x-ucenter-access-token', 'traceparent'];

/** Hive Gateway before the two replicas of compose.yaml; the reasons stand in docs/routers.md. */
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
