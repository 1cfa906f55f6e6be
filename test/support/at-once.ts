import type { TestApp } from './app';
import { openSocket, type SocketMessage } from './socket';

/**
 * Sends one operation so many times over one socket, without waiting: the server has all of them before it has
 * answered any. The answers' data, in the order they came.
 */
export async function atOnce<Data>(
  app: TestApp,
  count: number,
  query: string,
  variables: Record<string, unknown>,
  params: Record<string, string>,
): Promise<Data[]> {
  const socket = await openSocket(app.url, { params });
  try {
    const ids = Array.from({ length: count }, (_, n) => String(n));
    await socket.next();
    for (const id of ids) socket.send({ type: 'subscribe', id, payload: { query, variables } });
    const answers: Data[] = [];
    while (answers.length < count) {
      const message = await socket.next();
      if (message.type === 'error') throw new Error(JSON.stringify(message.payload));
      if (message.type === 'next') answers.push(dataOf<Data>(message));
    }
    return answers;
  } finally {
    await socket.close();
  }
}

function dataOf<Data>({ payload }: SocketMessage): Data {
  const { data, errors } = payload as { data?: Data; errors?: unknown };
  if (errors || !data) throw new Error(JSON.stringify(errors ?? payload));
  return data;
}
