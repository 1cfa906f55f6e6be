/** How a push was received, and the response body for the provider. */
export type PushReceipt =
  | { readonly kind: 'acknowledged'; readonly body: unknown }
  /** Not for any verification here; pushing it again will not help. */
  | { readonly kind: 'unknown'; readonly body: unknown }
  | { readonly kind: 'malformed'; readonly body: unknown }
  /** A fault of ours, or too early: push it again. */
  | { readonly kind: 'retry'; readonly body: unknown };
