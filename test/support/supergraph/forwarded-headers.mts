/** What a gateway has to pass on: who asks, on behalf of which person, and as part of which trace. */
export const forwardedHeaders = [
  'authorization',
  'x-dev-guid',
  'x-dev-scopes',
  'x-ucenter-access-token',
  'traceparent',
] as const;
