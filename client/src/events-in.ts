/** One event of a stream (WHATWG HTML, 9.2 Server-sent events). */
export interface StreamEvent {
  /** `message` if the stream names none. */
  readonly event: string;
  readonly data: string;
}

/** Told before each piece of the body is awaited, and when it has come, comments included. */
export interface Waiting {
  begin(): void;
  end(): void;
}

/** The events in a body. An event that the end of the body cuts off is dropped, as the standard asks. */
export async function* eventsIn(
  body: ReadableStream<Uint8Array>,
  waiting: Waiting,
): AsyncGenerator<StreamEvent, void, undefined> {
  let event = '';
  let data: string[] = [];
  for await (const line of linesIn(body, waiting)) {
    if (line === '') {
      if (event !== '' || data.length > 0) yield { event: event || 'message', data: data.join('\n') };
      event = '';
      data = [];
      continue;
    }
    const [, field = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'event') event = value;
    if (field === 'data') data.push(value);
  }
}

/** A line ends with a line feed, a carriage return, or both. */
async function* linesIn(
  body: ReadableStream<Uint8Array>,
  waiting: Waiting,
): AsyncGenerator<string, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      waiting.begin();
      const { done, value } = await reader.read();
      waiting.end();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      // A carriage return at the end may be half of a line's end.
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    reader.releaseLock();
  }
}
