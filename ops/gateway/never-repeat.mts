import type { DocumentNode } from 'graphql';

/**
 * A plugin of Hive Gateway for subgraphs that it follows over WebSockets. When such a socket breaks, the gateway
 * reconnects by itself and asks with the client's old `sinceVersion` or `after`, so the service sends again what the
 * client has already. This drops it: no event is passed on twice, and none after a newer one. Operations have to select
 * what clients resume with: `version` of verificationUpdated and identityCaseUpdated, `cursor` of
 * userVerificationUpdated, `feedCursor` of verificationEvents. An event without it is passed on.
 */
export function neverRepeat() {
  return {
    onSubscribe: ({ args }: Subscribe) => ({
      onSubscribeResult({ result, setResult }: SubscribeResult) {
        const isRepeated = isStream(result) ? repeats[rootFieldOf(args.document) ?? ''] : undefined;
        if (isStream(result) && isRepeated) setResult(without(isRepeated(), result));
      },
    }),
  };
}

type Event = Readonly<Record<string, unknown>>;
type Result = { readonly data?: Readonly<Record<string, Event | null>> | null };
type Stream = AsyncIterableIterator<Result>;

interface Subscribe {
  readonly args: { readonly document: DocumentNode };
}

interface SubscribeResult {
  readonly result: unknown;
  setResult(stream: Stream): void;
}

/** For each subscription: makes the judge of one stream, which says whether it has passed an event on before. */
const repeats: Readonly<Record<string, () => (event: Event) => boolean>> = {
  verificationUpdated: olderVersion,
  identityCaseUpdated: olderVersion,
  userVerificationUpdated: () => seenBefore('cursor'),
  verificationEvents: () => seenBefore('feedCursor'),
};

function olderVersion() {
  let last = 0;
  return ({ version }: Event) => {
    if (typeof version !== 'number') return false;
    if (version <= last) return true;
    last = version;
    return false;
  };
}

/** How many cursors of a stream are remembered, the newest. */
const maxCursors = 10_000;

function seenBefore(field: string) {
  const cursors = new Set<string>();
  return ({ [field]: cursor }: Event) => {
    if (typeof cursor !== 'string') return false;
    if (cursors.has(cursor)) return true;
    cursors.add(cursor);
    const [oldest] = cursors;
    if (cursors.size > maxCursors && oldest !== undefined) cursors.delete(oldest);
    return false;
  };
}

/** The field of a subscription; null if it is hidden in a fragment. */
function rootFieldOf(document: DocumentNode): string | null {
  for (const definition of document.definitions) {
    if (definition.kind !== 'OperationDefinition') continue;
    const [selection] = definition.selectionSet.selections;
    if (selection?.kind === 'Field') return selection.name.value;
  }
  return null;
}

function without(isRepeated: (event: Event) => boolean, stream: Stream): Stream {
  return {
    async next() {
      for (;;) {
        const step = await stream.next();
        if (step.done) return step;
        const [event] = Object.values(step.value.data ?? {});
        if (!event || !isRepeated(event)) return step;
      }
    },
    // A client that stops following stops the gateway at the subgraph too.
    return: async () => (await stream.return?.()) ?? { done: true, value: undefined },
    throw: async (error) => {
      if (stream.throw) return stream.throw(error);
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function isStream(result: unknown): result is Stream {
  return typeof result === 'object' && result !== null && Symbol.asyncIterator in result;
}
