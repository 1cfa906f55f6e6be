/** What came back from one call: an answer, or silence, which leaves the outcome unknown. */
export type Answer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** The body parsed as JSON; undefined where it is not JSON. Judge it with a schema. */
      readonly body: unknown;
      /** The Location header of a redirect; redirects are never followed. */
      readonly location: string | null;
    }
  | {
      readonly kind: 'silent';
      /** `not-sent`: the provider was in trouble already, and nothing left this machine. */
      readonly reason: 'timeout' | 'connection' | 'server-error' | 'too-large' | 'not-sent';
    };
