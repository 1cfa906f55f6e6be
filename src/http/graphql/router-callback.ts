import { finished } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type ExecutionResult,
  type GraphQLError,
  type GraphQLFormattedError,
  OperationTypeNode,
} from 'graphql';
import { z } from 'zod';
import { checkAllowedUrl } from '../../domain/input/address-check';
import { withTimeout } from '../../domain/with-timeout';
import { restartingError } from '../server/graceful-close';
import type { RequestCallers } from '../server/request-callers';
import { refusalStatus } from './answer-status';
import type { ErrorFormatter } from './error-formatter';
import { badRequest, isRecord } from './operation-request';
import { readRequest } from './read-request';
import type { OperationRunner } from './run-operation';

/** The part of a router's request that asks for events at a callback address (HTTP callback protocol, callback/1.0). */
const wishSchema = z.object({
  extensions: z.object({
    subscription: z.object({
      callbackUrl: z.string(),
      subscriptionId: z.string().min(1).max(256),
      /** Proves to the router that a message is ours: never logged, never shown. */
      verifier: z.string().min(1).max(1024),
      heartbeatIntervalMs: z.number().int().min(0).max(3_600_000).default(5000),
    }),
  }),
});

type Wish = z.infer<typeof wishSchema>['extensions']['subscription'];

export interface RouterCallbackOptions {
  readonly runner: OperationRunner;
  readonly requestCallers: RequestCallers;
  readonly formatter: ErrorFormatter;
  /** Origins that a callback address may have. */
  readonly allowedOrigins: readonly string[] | 'loopback';
}

const protocol = 'callback/1.0';

/** Longest wait for a router's answer to a message, in milliseconds. */
const messageTimeoutMs = 10_000;

/** Longest wait for the routers' answers when the service closes, in milliseconds. */
const farewellMs = 2000;

/** Attempts to deliver a message, and the pause after the first in milliseconds; it doubles. */
const maxAttempts = 4;
const firstPauseMs = 200;

/** Gateways give up exactly at the end of their interval, so a heartbeat has to come earlier: at this share of it. */
const heartbeatShare = 0.8;

type Message =
  | { readonly action: 'check' }
  | { readonly action: 'next'; readonly payload: ExecutionResult }
  | { readonly action: 'complete'; readonly errors?: readonly GraphQLFormattedError[] };

/** Subscriptions whose events are posted to a router's callback address. */
export class RouterCallbacks {
  readonly #living = new Set<() => Promise<void>>();

  constructor(private readonly options: RouterCallbackOptions) {}

  /** The callback address that a request names, with what belongs to it; null if it names none. */
  wishOf({ method, body }: FastifyRequest): Wish | null {
    if (method !== 'POST' || !isRecord(body) || !body['extensions']) return null;
    return wishSchema.safeParse(body).data?.extensions.subscription ?? null;
  }

  async answer(request: FastifyRequest, reply: FastifyReply, wish: Wish): Promise<FastifyReply> {
    const { runner, requestCallers, formatter, allowedOrigins } = this.options;
    const refuse = (errors: readonly GraphQLError[]) =>
      reply.code(refusalStatus(errors)).send({ data: null, errors: errors.map(formatter.error) });

    const allowed = checkAllowedUrl(allowedOrigins)(wish.callbackUrl);
    const outcome = await runner.run({
      request: allowed.ok ? readRequest(request) : notAllowed,
      refuse: (operation) => (operation === OperationTypeNode.SUBSCRIPTION ? null : onlySubscriptions),
      identify: () => requestCallers.of(request),
      slotFor: { address: requestCallers.addressOf(request) },
      acceptLanguage: request.headers['accept-language'],
    });
    if (outcome.kind === 'refused') return refuse(outcome.errors);
    if (outcome.kind !== 'streaming' || !allowed.ok) {
      if (outcome.kind !== 'answered') throw new Error('A subscription streams, or is answered at once.');
      outcome.release();
      const refused = formatter.result(outcome.result);
      if (allowed.ok) void this.#completeRefused(new Channel(allowed.value, wish), refused, reply);
      return reply.send(refused);
    }
    const { results, release } = outcome;
    const channel = new Channel(allowed.value, wish);
    if (!(await channel.post({ action: 'check' }))) {
      await results.return?.();
      release();
      return refuse([notConfirmed]);
    }
    this.#begin(channel, results, wish, release, finished(reply.raw));
    return reply.header('subscription-protocol', protocol).send({ data: null });
  }

  /** Completes the subscriptions of every router, and waits a moment for the routers' answers. */
  async close(): Promise<void> {
    const told = Promise.all([...this.#living].map((end) => end()));
    await withTimeout(told, farewellMs, 'A router does not answer.').catch(this.options.formatter.error);
  }

  /**
   * Routers differ: Apollo's reads why a subscription is refused in the answer to its request. Hive Router does not read
   * that, and would wait until its heartbeats are missed: it is told by a message, too.
   */
  async #completeRefused(channel: Channel, { errors }: ExecutionResult, reply: FastifyReply): Promise<void> {
    await finished(reply.raw).catch(() => {});
    // The formatter has made them what is written as JSON.
    if (errors)
      await channel.post({ action: 'complete', errors: errors as readonly GraphQLFormattedError[] });
  }

  #begin(
    channel: Channel,
    events: AsyncIterableIterator<ExecutionResult>,
    { heartbeatIntervalMs }: Wish,
    release: () => void,
    answered: Promise<void>,
  ): void {
    const { formatter } = this.options;
    let end: Message = { action: 'complete' };
    const stop = async () => {
      // With the error, the router's clients can tell a restart from the end of the events.
      end = { action: 'complete', errors: [restartingError] };
      await events.return?.();
      await done;
    };
    // One message at a time, in order: a heartbeat waits for an event that is on its way, which proves as much.
    const heartbeat =
      heartbeatIntervalMs > 0
        ? setInterval(async () => {
            if (!(await channel.post({ action: 'check' }))) await events.return?.();
          }, heartbeatIntervalMs * heartbeatShare)
        : undefined;
    heartbeat?.unref();

    const deliver = async () => {
      // The router has to know that it is subscribed before the first event arrives.
      await answered.catch(() => {});
      let isTaken = true;
      for await (const result of events) {
        isTaken = await channel.post({ action: 'next', payload: formatter.result(result) });
        if (!isTaken) break;
      }
      clearInterval(heartbeat);
      if (isTaken) await channel.post(end);
    };
    const done = deliver()
      .catch((error: unknown) => void formatter.error(error))
      .finally(() => {
        clearInterval(heartbeat);
        this.#living.delete(stop);
        release();
      });
    this.#living.add(stop);
  }
}

/** Delivers the messages of one subscription. */
class Channel {
  #last: Promise<boolean> = Promise.resolve(true);

  constructor(
    private readonly url: string,
    private readonly wish: Wish,
  ) {}

  /** Resolves to whether the router accepted it. After a refusal nothing more is sent. */
  post(message: Message): Promise<boolean> {
    this.#last = this.#last.then((isTaken) => isTaken && this.#send(message));
    return this.#last;
  }

  async #send(message: Message): Promise<boolean> {
    const { subscriptionId: id, verifier } = this.wish;
    const body = JSON.stringify({ kind: 'subscription', id, verifier, ...message });
    for (let tries = 1; ; tries += 1) {
      const status = await this.#exchange(body);
      if (status !== null && status < 500) return status >= 200 && status < 300;
      if (tries === maxAttempts) return false;
      await pause(firstPauseMs * 2 ** (tries - 1), undefined, { ref: false });
    }
  }

  /** The status; null without an answer. Redirects are not followed: only the address on the list is contacted. */
  async #exchange(body: string): Promise<number | null> {
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'subscription-protocol': protocol },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(messageTimeoutMs),
      });
      await response.body?.cancel();
      return response.status;
    } catch {
      return null;
    }
  }
}

const notAllowed = badRequest(
  'callbackUrl must have an origin that this deployment allows (SUBSCRIPTION_CALLBACK_ALLOWLIST).',
);
const notConfirmed = badRequest('The router did not confirm the subscription at its callbackUrl.');
const onlySubscriptions = badRequest('Only a subscription can be answered by callback.');
