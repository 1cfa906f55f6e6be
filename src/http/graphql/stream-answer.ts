import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionResult, GraphQLError } from 'graphql';
import { resumeIdsOf } from '../../graphql/resume';
import type { Drain } from '../server/drain';
import type { RequestCallers } from '../server/request-callers';
import type { StreamForm } from './accept';
import { refusalStatus } from './answer-status';
import { readRequest, refuseByMethod } from './read-request';
import type { OperationRunner } from './run-operation';
import { streamFormats } from './stream-format';
import { type ResultStream, type StreamWriterOptions, writeStream } from './stream-writer';

export interface StreamAnswerOptions extends StreamWriterOptions {
  readonly runner: OperationRunner;
  readonly requestCallers: RequestCallers;
  readonly drain: Drain;
}

/**
 * Frames an operation as a stream of results: one request, one stream. Errors of the operation itself are its first and
 * only result, as the graphql-sse protocol asks.
 */
export async function answerAsStream(
  request: FastifyRequest,
  reply: FastifyReply,
  form: StreamForm,
  options: StreamAnswerOptions,
): Promise<FastifyReply> {
  const { runner, requestCallers, drain, formatter } = options;
  const format = streamFormats[form];
  const refuse = (errors: readonly GraphQLError[]) => {
    const status = refusalStatus(errors);
    if (status === 405) reply.header('allow', 'POST');
    return reply.code(status).send({ errors: errors.map(formatter.error) });
  };
  const write = (stream: Omit<ResultStream, 'format'>) => {
    reply.hijack();
    return writeStream(reply, { ...stream, format }, options);
  };
  const writeOnly = (result: ExecutionResult, release = () => {}) =>
    write({ results: only(result), resumeIdOf: () => null, release });

  /** Runs the operation and writes the result. For a subscription: returns the function that writes its events. */
  const begin = async (): Promise<(() => Promise<void>) | null> => {
    const outcome = await runner.run({
      request: readRequest(request),
      refuse: (operation) => refuseByMethod(request.method, operation),
      identify: () => requestCallers.of(request),
      slotFor: { address: requestCallers.addressOf(request) },
      acceptLanguage: request.headers['accept-language'],
      resumeFrom: resumeFrom(request),
    });
    if (outcome.kind === 'streaming') {
      const { results, release, operation } = outcome;
      return () => write({ results, release, resumeIdOf: resumeIdsOf(operation) });
    }
    if (outcome.kind === 'refused' && outcome.because === 'request') refuse(outcome.errors);
    else if (outcome.kind === 'refused') await writeOnly({ errors: outcome.errors });
    else if (outcome.kind === 'answered') await writeOnly(outcome.result, outcome.release);
    return null;
  };
  // An operation that ends is held until its last byte is written: a client would repeat a mutation that is cut off.
  const writeEvents = await drain.hold(begin());
  await writeEvents?.();
  return reply;
}

/** Browsers send it by themselves when they reconnect an EventSource. */
function resumeFrom({ headers }: FastifyRequest): string | null {
  const id = headers['last-event-id'];
  return typeof id === 'string' && id !== '' ? id : null;
}

async function* only(result: ExecutionResult): AsyncGenerator<ExecutionResult, undefined, undefined> {
  yield result;
}
