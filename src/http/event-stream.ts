import type { OutgoingHttpHeaders } from 'node:http';
import { finished } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionResult, GraphQLError, OperationTypeNode } from 'graphql';
import { createContext } from '../graphql/context';
import { run } from '../graphql/execution';
import { subscribeWithFreshContext } from '../graphql/subscribe';
import type { ServiceTools } from '../service/tools';
import type { Answers } from './answers';
import type { CallerSlots } from './caller-slots';
import { type Callers, credentialsOf } from './callers';
import type { Departures } from './departures';
import type { Drain } from './drain';
import type { Admitted, Gate } from './gate';
import type { Observer, Results } from './observer';
import { badRequest, fromSearch, toOperationRequest } from './operation-request';

export interface EventStreamOptions {
  readonly gate: Gate;
  readonly answers: Answers;
  readonly slots: CallerSlots;
  readonly tools: ServiceTools;
  readonly callers: Callers;
  readonly observer: Observer;
  readonly departures: Departures;
  readonly drain: Drain;
  /** Time between two signs of life, in milliseconds. */
  readonly keepAliveMs: number;
  /** How long an event may wait for its reader to take it, in milliseconds; then the stream is cut. */
  readonly stallMs: number;
}

/**
 * Answers a request with Server-Sent Events, in the distinct connections mode of the graphql-sse protocol: one request,
 * one stream. What is wrong with the operation is its first and only result, as the protocol wants it.
 */
export async function answerAsStream(
  request: FastifyRequest,
  reply: FastifyReply,
  options: EventStreamOptions,
): Promise<FastifyReply> {
  const { gate, answers, slots, tools, callers, observer, drain } = options;
  const refuse = (error: GraphQLError, status: number) =>
    reply.code(status).send({ errors: [answers.error(error)] });

  // A form, or text, is what a page of anybody's may send without asking: it must not change anything.
  if (request.method === 'POST' && !isJson(request)) {
    return refuse(badRequest('A request by POST must be application/json.'), 415);
  }
  const asked = request.method === 'GET' ? fromSearch(request.query) : toOperationRequest(request.body);
  if (asked instanceof GraphQLError) return refuse(asked, 400);
  const admitted = gate.admit(asked);
  if ('args' in admitted && request.method === 'GET' && admitted.operation === OperationTypeNode.MUTATION) {
    reply.header('allow', 'POST');
    return refuse(badRequest('A mutation needs POST.'), 405);
  }

  const caller = await callers.identify(credentialsOf(request.headers), request.ip);
  const release = slots.take(caller, request.ip);
  if (!release) return refuse(tooMany(slots), 429);
  finished(reply.raw, release);

  const stream = async () => {
    const contextValue = createContext(tools, caller);
    const results =
      'args' in admitted
        ? await runAdmitted(admitted, contextValue, observer)
        : only({ errors: admitted }, observer);
    reply.hijack();
    await write(reply, results, options);
  };
  // What has an end comes to it, to its last byte: cut before that, a client would send a mutation again.
  const isEndless = 'args' in admitted && admitted.operation === OperationTypeNode.SUBSCRIPTION;
  await (isEndless ? stream() : drain.hold(stream()));
  return reply;
}

async function runAdmitted(admitted: Admitted, contextValue: unknown, observer: Observer): Promise<Results> {
  observer.admitted(admitted);
  const { operation, args } = admitted;
  const result =
    operation === OperationTypeNode.SUBSCRIPTION
      ? await subscribeWithFreshContext({ ...args, contextValue })
      : await run({ ...args, contextValue });
  return Symbol.asyncIterator in result ? observer.subscribed(result) : only(result, observer);
}

function only(result: ExecutionResult, observer: Observer): Results {
  observer.answered(result);
  return alone(result);
}

async function* alone(result: ExecutionResult): AsyncGenerator<ExecutionResult, undefined, undefined> {
  yield result;
}

async function write(
  reply: FastifyReply,
  results: Results,
  { answers, tools, departures, keepAliveMs, stallMs }: EventStreamOptions,
): Promise<void> {
  const response = reply.raw;
  response.writeHead(200, {
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // Proxies of the nginx kind would hold events back.
    'x-accel-buffering': 'no',
  });
  // Some browsers wait for a first byte before they call a stream open.
  response.write(':\n\n');
  const alive = setInterval(() => response.write(':\n\n'), keepAliveMs);
  const left = new AbortController();
  const hasEnded = departures.add(() => response.destroy());
  finished(response, () => {
    hasEnded();
    clearInterval(alive);
    left.abort();
    results.return?.().catch(answers.error);
  });
  // Cut, and not completed: clients of SSE come again by themselves after that, and only after that.
  const cut = () => {
    tools.meter.subscriberClosed({ reason: 'stalled' });
    response.destroy();
  };
  // A reader that does not keep up is waited for: nothing gathers here.
  const send = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const patience = setTimeout(cut, stallMs);
      response.write(text, (error) => {
        clearTimeout(patience);
        if (!error) return resolve();
        // The reader has left: nobody's fault.
        left.abort();
        reject(error);
      });
    });
  try {
    for await (const result of results) {
      await send(`event: next\ndata: ${JSON.stringify(answers.result(result))}\n\n`);
    }
    await new Promise<void>((resolve) => {
      response.end('event: complete\ndata:\n\n', resolve);
      response.once('close', resolve);
    });
  } catch (error) {
    if (!left.signal.aborted) answers.error(error);
    response.destroy();
  }
}

/** Judged by the type alone: parameters behind it can say anything. */
function isJson(request: FastifyRequest): boolean {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';', 1);
  return type.trim().toLowerCase() === 'application/json';
}

function tooMany({ limit }: CallerSlots): GraphQLError {
  return new GraphQLError(
    `There are already ${limit} sockets and streams of yours, as many as may be (SOCKETS_PER_CALLER).`,
    {
      extensions: { code: 'TOO_MANY_CONNECTIONS' },
    },
  );
}
