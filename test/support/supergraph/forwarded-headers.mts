/** The headers that a gateway forwards: the caller, the language, the person they act for, and the trace. */
export const forwardedHeaders = [
  'authorization',
  'accept-language',
  'x-dev-guid',
  'x-dev-scopes',
  'x-ucenter-access-token',
  'traceparent',
] as const;
