import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpClient } from '../../src/providers/http-client';
import { collectingLog, type LogLine } from '../support/app';

/** A far end whose behaviour the test changes, and which counts what reaches it. */
async function farEnd() {
  const state = { answer: 'silence' as 'silence' | 'ok' | 'error', reached: 0 };
  const held: (() => void)[] = [];
  const server: Server = createServer((_request, response) => {
    state.reached += 1;
    if (state.answer === 'silence') held.push(() => response.destroy());
    else response.writeHead(state.answer === 'ok' ? 200 : 503).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    state,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const release of held) release();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const request = { method: 'GET', path: '/' } as const;

describe('the circuit breaker of a provider', () => {
  const lines: LogLine[] = [];
  const states: boolean[] = [];
  let end: Awaited<ReturnType<typeof farEnd>>;

  const client = (
    circuitBreaker: { concurrency: number; failures: number; pauseMs: number },
    timeoutMs = 5000,
  ) =>
    new HttpClient('ACME', end.url, {
      fetch,
      now: () => new Date(),
      log: collectingLog(lines),
      timeoutMs,
      circuitBreaker,
      meter: { call() {}, breaker: ({ isOpen }) => states.push(isOpen) },
    });

  beforeEach(async () => {
    lines.length = 0;
    states.length = 0;
    end = await farEnd();
  });

  afterEach(() => end.close());

  it('opens for a while after a number of consecutive timeouts, and logs it', async () => {
    end.state.answer = 'error';
    const acme = client({ concurrency: 10, failures: 3, pauseMs: 60_000 });
    for (let n = 0; n < 3; n += 1) {
      expect(await acme.send('ask', request)).toEqual({ kind: 'silent', reason: 'server-error' });
    }
    expect(acme.isAvailable).toBe(false);
    expect(await acme.send('ask', request)).toEqual({ kind: 'silent', reason: 'not-sent' });
    expect(end.state.reached).toBe(3);
    expect(states).toEqual([true]);
    expect(lines.filter((line) => line.level === 'error')).toHaveLength(1);
  });

  it('lets one call probe after the pause, and closes when the probe is answered', async () => {
    end.state.answer = 'error';
    const acme = client({ concurrency: 10, failures: 1, pauseMs: 1 });
    await acme.send('ask', request);
    // What it was told, not what it is: the pause may be over by now.
    expect(states).toEqual([true]);
    end.state.answer = 'ok';
    let answer = await acme.send('ask', request);
    while (answer.kind === 'silent') answer = await acme.send('ask', request);
    expect(answer.status).toBe(200);
    expect(acme.isAvailable).toBe(true);
    expect(states.at(-1)).toBe(false);
  });

  it('does not count a refusal as a timeout', async () => {
    end.state.answer = 'ok';
    const acme = client({ concurrency: 10, failures: 1, pauseMs: 60_000 });
    for (let n = 0; n < 5; n += 1) expect((await acme.send('ask', request)).kind).toBe('answer');
    expect(acme.isAvailable).toBe(true);
  });

  it('refuses calls beyond the limit of concurrent ones at once', async () => {
    const acme = client({ concurrency: 2, failures: 100, pauseMs: 1000 }, 300);
    const held = [acme.send('ask', request), acme.send('ask', request)];
    expect(await acme.send('ask', request)).toEqual({ kind: 'silent', reason: 'not-sent' });
    expect(await Promise.all(held)).toEqual([
      { kind: 'silent', reason: 'timeout' },
      { kind: 'silent', reason: 'timeout' },
    ]);
  });
});
