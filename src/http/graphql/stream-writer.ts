import type { OutgoingHttpHeaders } from 'node:http';
import { finished } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { ExecutionResult } from 'graphql';
import type { ServiceTools } from '../../service/tools';
import type { GracefulClose } from '../server/graceful-close';
import type { Results } from '../server/observer';
import type { ErrorFormatter } from './error-formatter';
import type { StreamFormat } from './stream-format';

export interface StreamWriterOptions {
  readonly formatter: ErrorFormatter;
  readonly tools: ServiceTools;
  readonly gracefulClose: GracefulClose;
  /** Time between two keep-alive messages, in milliseconds. */
  readonly keepAliveMs: number;
  /** How long an event may wait for its reader to take it, in milliseconds; then the stream is cut. */
  readonly stallMs: number;
}

/** A stream of results in the form that its client asked for. */
export interface ResultStream {
  readonly results: Results;
  readonly format: StreamFormat;
  /** The text that a client sends to resume after a result; null if it cannot. */
  resumeIdOf(result: ExecutionResult): string | null;
  /** Called once the stream is over. */
  release(): void;
}

/** Writes results as they come, until they or the reader end. */
export async function writeStream(
  reply: FastifyReply,
  { results, format, resumeIdOf, release }: ResultStream,
  { formatter, tools, gracefulClose, keepAliveMs, stallMs }: StreamWriterOptions,
): Promise<void> {
  const response = reply.raw;
  response.writeHead(200, {
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    'content-type': format.contentType,
    'cache-control': 'no-store, no-transform',
    // Proxies such as nginx would hold events back.
    'x-accel-buffering': 'no',
  });
  response.write(format.opening);
  const alive = setInterval(() => response.write(format.keepAlive), keepAliveMs);
  let hasLeft = false;
  const hasEnded = gracefulClose.add(() => response.write(format.restarting, () => response.destroy()));
  finished(response, () => {
    hasLeft = true;
    hasEnded();
    release();
    clearInterval(alive);
    results.return?.().catch(formatter.error);
  });
  // Cut, not completed: clients of SSE reconnect by themselves only if a stream is cut.
  const cut = () => {
    tools.meter.subscriberClosed({ reason: 'stalled' });
    response.destroy();
  };
  // Waits for a slow reader, so that no results pile up here.
  const send = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const patience = setTimeout(cut, stallMs);
      response.write(text, (error) => {
        clearTimeout(patience);
        if (!error) return resolve();
        hasLeft = true;
        reject(error);
      });
    });
  try {
    for await (const result of results) {
      await send(format.result(formatter.result(result), resumeIdOf(result)));
    }
    await new Promise<void>((resolve) => {
      response.end(format.complete, resolve);
      response.once('close', resolve);
    });
  } catch (error) {
    // A reader that has left is not a fault.
    if (!hasLeft) formatter.error(error);
    response.destroy();
  }
}
