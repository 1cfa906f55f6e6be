import { eventsIn, type StreamEvent } from '../../client/src/events-in';

async function read(...pieces: readonly string[]): Promise<readonly StreamEvent[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(Buffer.from(piece, 'latin1'));
      controller.close();
    },
  });
  const events: StreamEvent[] = [];
  for await (const event of eventsIn(body, { begin() {}, end() {} })) events.push(event);
  return events;
}

const bytes = (text: string) => Buffer.from(text).toString('latin1');

describe('events in a body', () => {
  it.each(['\n', '\r\n', '\r'])('end lines with %j, wherever the body is cut', async (end) => {
    const text = bytes(
      [': comment', 'id: 3', 'event: next', 'data: {"名":', 'data:1}', '', 'data: x', '', ''].join(end),
    );
    const wanted = [
      { event: 'next', data: '{"名":\n1}' },
      { event: 'message', data: 'x' },
    ];

    for (let cut = 0; cut <= text.length; cut += 1) {
      // A carriage return at the very end of a body may be half of a line's end: a comment follows it here.
      expect(await read(text.slice(0, cut), text.slice(cut), ':\n')).toEqual(wanted);
    }
  });

  it('drop what the end of the body cuts off', async () => {
    expect(await read('event: next\ndata: 1\n\nevent: next\ndata: 2\n')).toEqual([
      { event: 'next', data: '1' },
    ]);
  });

  it('need no data, such as complete', async () => {
    expect(await read('event: complete\ndata:\n\n', 'event: complete\n\n')).toEqual([
      { event: 'complete', data: '' },
      { event: 'complete', data: '' },
    ]);
  });
});
