import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionResult, OperationTypeNode } from 'graphql';
import type { RequestCallers } from '../server/request-callers';
import { answerFormFor, mediaTypes } from './accept';
import { refusalStatus, statusFor } from './answer-status';
import type { ApolloPipeline } from './apollo';
import type { ErrorFormatter } from './error-formatter';
import { badRequest } from './operation-request';
import { isPreflighted, readRequest, refuseByMethod } from './read-request';
import type { OperationRunner } from './run-operation';

export interface HttpAnswerOptions {
  readonly runner: OperationRunner;
  readonly apollo: ApolloPipeline;
  readonly formatter: ErrorFormatter;
  readonly requestCallers: RequestCallers;
}

/** Frames a query or mutation as one answer in JSON. */
export async function answerOnce(
  request: FastifyRequest,
  reply: FastifyReply,
  { runner, apollo, formatter, requestCallers }: HttpAnswerOptions,
): Promise<FastifyReply> {
  const { method, headers } = request;
  const form = answerFormFor(headers.accept);
  const write = (status: number, json: string) =>
    reply
      .code(status)
      .header('content-type', mediaTypes[form ?? 'json'])
      .send(`${json}\n`);
  const send = (status: number, result: ExecutionResult) => {
    const { errors, data } = formatter.result(result);
    return write(statusFor(status, errors ?? [], headers.accept), JSON.stringify({ errors, data }));
  };

  const outcome = await runner.run({
    request: form === null ? notAcceptable : isForged(request) ? notPreflighted : readRequest(request),
    refuse: (operation) =>
      operation === OperationTypeNode.SUBSCRIPTION ? needsStream : refuseByMethod(method, operation),
    identify: () => requestCallers.of(request),
    slotFor: null,
    takesText: true,
    acceptLanguage: headers['accept-language'],
    isDeclined: apollo.isNeededFor(headers),
  });
  switch (outcome.kind) {
    case 'refused': {
      const status = refusalStatus(outcome.errors);
      if (status === 405) reply.header('allow', 'POST');
      return send(status, outcome);
    }
    case 'answered':
      if (outcome.text !== null) return write(200, `{"data":${outcome.text}}`);
      // Without data nothing ran: the variables do not match their types.
      return send(outcome.result.data === undefined ? 400 : 200, outcome.result);
    case 'declined': {
      const {
        status,
        headers: ofAnswer,
        body,
      } = await apollo.answer(headers, outcome).finally(outcome.release);
      return reply.code(status).headers(ofAnswer).send(body);
    }
    case 'streaming':
      throw new Error('Subscriptions are refused before they begin.');
  }
}

function isForged({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' && !isPreflighted(headers);
}

const notAcceptable = badRequest(
  'The answer can be application/json, application/graphql-response+json or text/event-stream (Accept).',
  406,
);
const notPreflighted = badRequest(
  'A GET must show that no other site sent it: add the header apollo-require-preflight, or send POST ' +
    '(urql: preferGetMethod: false).',
);
const needsStream = badRequest('A subscription needs a WebSocket, or Accept: text/event-stream.');
