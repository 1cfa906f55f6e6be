export interface MultipartStream {
  readonly status: number;
  readonly contentType: string | null;
  /** The content of the next part; null once the stream has come to its end. */
  next(): Promise<unknown>;
  close(): Promise<void>;
}

const delimiter = '\r\n--graphql';

/** Follows a subscription as Apollo Client does: a part is read once the boundary after it has arrived. */
export async function openMultipartStream(appUrl: string, body: object): Promise<MultipartStream> {
  const hangUp = new AbortController();
  const response = await fetch(`${appUrl}/graphql`, {
    method: 'POST',
    signal: hangUp.signal,
    headers: {
      'content-type': 'application/json',
      accept:
        'multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/graphql-response+json,application/json;q=0.9',
    },
    body: JSON.stringify(body),
  });
  const parts = partsOf(response, hangUp.signal);
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    async next() {
      const { done, value } = await parts.next();
      return done ? null : JSON.parse(value);
    },
    async close() {
      hangUp.abort();
      await parts.return(undefined);
    },
  };
}

async function* partsOf(
  response: Response,
  hungUp: AbortSignal,
): AsyncGenerator<string, undefined, undefined> {
  let text = '';
  try {
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString('latin1');
      for (let end = text.indexOf(delimiter); end !== -1; end = text.indexOf(delimiter)) {
        const part = Buffer.from(text.slice(0, end), 'latin1').toString('utf8');
        text = text.slice(end + delimiter.length);
        const [, content] = part.split('\r\n\r\n');
        if (content !== undefined) yield content;
      }
      if (text.startsWith('--')) return undefined;
    }
  } catch (error) {
    if (!hungUp.aborted) throw error;
  }
  return undefined;
}
