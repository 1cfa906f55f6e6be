import type { GraphQLSchema } from 'graphql';

const whole =
  'Real-name verification (实名认证) by OneNET, ucenter, Yuxin and LinkID. verifyIdentity chooses a method; each method also has a mutation of its own. verificationUpdated follows what happens. Personal data is masked in every answer, except by revealPersonalInfo.';

const query =
  "Reads verifications and the methods on offer. A caller sees its own account; other accounts need the scope realname:read. An unknown id and an id that is not the caller's to see give the same answer.";

const mutation = `Starts verifications and acts on them. A request with wrong input is not sent: every fault comes back at once in inputErrors.
An accepted request is recorded before it is sent and comes back as a Verification, whatever its outcome.
An idempotencyKey makes a mutation safe to repeat.`;

const subscription =
  'Every recorded change, in order, none missed and none twice, over WebSocket (graphql-transport-ws), SSE or router callback (callback/1.0). After a disconnect, resume with sinceVersion or after.';

/** type-graphql generates the schema and its root types, and takes no description for them. */
export function describeRootTypes(schema: GraphQLSchema): void {
  schema.description = whole;
  const roots = [
    [schema.getQueryType(), query],
    [schema.getMutationType(), mutation],
    [schema.getSubscriptionType(), subscription],
  ] as const;
  for (const [type, description] of roots) if (type) type.description = description;
}
