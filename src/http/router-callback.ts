import { finished } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionResult, GraphQLError, OperationTypeNode } from 'graphql';
import { z } from 'zod';
import { checkAllowedUrl } from '../domain/address-check';
import { inTime } from '../domain/in-time';
import { createContext } from '../graphql/context';
import { subscribeWithFreshContext } from '../graphql/subscribe';
import type { ServiceTools } from '../service/tools';
import type { Answers } from './answers';
import type { CallerSlots } from './caller-slots';
import { type Callers, credentialsOf } from './callers';
import type { Gate } from './gate';
import type { Observer } from './observer';
import { badRequest, isRecord, toOperationRequest } from './operation-request';

/** The part of a router's request that says where it wants the events (HTTP callback protocol, callback/1.0). */
const wishSchema = z.object({
  extensions: z.object({
    subscription: z.object({
      callbackUrl: z.string(),
      subscriptionId: z.string().min(1).max(256),
      /** The router's proof that a message is ours: never logged, never shown. */
      verifier: z.string().min(1).max(1024),
      heartbeatIntervalMs: z.number().int().min(0).max(3_600_000).default(5000),
    }),
  }),
});

type Wish = z.infer<typeof wishSchema>['extensions']['subscription'];

export interface RouterCallbackOptions {
  readonly gate: Gate;
  readonly answers: Answers;
  readonly slots: CallerSlots;
  readonly tools: ServiceTools;
  readonly callers: Callers;
  readonly observer: Observer;
  /** Origins that a callback may have. */
  readonly allowedOrigins: readonly string[] | 'loopback';
}

const protocol = 'callback/1.0';

/** A router that takes longer has lost interest. */
const messageTimeoutMs = 10_000;

/** A router that says nothing must not keep the service from its end. In milliseconds. */
const farewellMs = 2000;

/** How often a message is tried that nobody took, and the pause after the first try; it doubles. */
const maxTries = 4;
const firstPauseMs = 200;

/** Gateways give up at the very millisecond of their interval: a sign of life has to come before. */
const heartbeatShare = 0.8;

type Message =
  | { readonly action: 'check' }
  | { readonly action: 'next'; readonly payload: ExecutionResult }
  | { readonly action: 'complete' };

/** Subscriptions whose events are posted to a router. */
export class RouterCallbacks {
  readonly #living = new Set<() => Promise<void>>();

  constructor(private readonly options: RouterCallbackOptions) {}

  /** Where a request wants its events to be posted to; null where it does not ask for that. */
  wishOf({ method, body }: FastifyRequest): Wish | null {
    if (method !== 'POST' || !isRecord(body) || !body['extensions']) return null;
    return wishSchema.safeParse(body).data?.extensions.subscription ?? null;
  }

  async answer(request: FastifyRequest, reply: FastifyReply, wish: Wish): Promise<FastifyReply> {
    const { gate, answers, slots, tools, callers, observer, allowedOrigins } = this.options;
    const refuse = (errors: readonly unknown[], status: number) =>
      reply.code(status).send({ data: null, errors: errors.map((error) => answers.error(error)) });

    const allowed = checkAllowedUrl(allowedOrigins)(wish.callbackUrl);
    if (!allowed.ok) return refuse([notAllowed], 400);
    const asked = toOperationRequest(request.body);
    if (asked instanceof GraphQLError) return refuse([asked], 400);
    const admitted = gate.admit(asked);
    if (!('args' in admitted)) return refuse(admitted, 400);
    if (admitted.operation !== OperationTypeNode.SUBSCRIPTION) {
      return refuse([badRequest('Only a subscription can be answered by callback.')], 400);
    }

    observer.admitted(admitted);
    const caller = await callers.identify(credentialsOf(request.headers), request.ip);
    const release = slots.take(caller, request.ip);
    if (!release) return refuse([tooMany], 429);
    const events = await subscribeWithFreshContext({
      ...admitted.args,
      contextValue: createContext(tools, caller),
    });
    if (!(Symbol.asyncIterator in events)) {
      release();
      observer.answered(events);
      return reply.send(answers.result(events));
    }
    const channel = new Channel(allowed.value, wish);
    if (!(await channel.post({ action: 'check' }))) {
      await events.return?.();
      release();
      return refuse([notConfirmed], 400);
    }
    this.#begin(channel, observer.subscribed(events), wish, release, finished(reply.raw));
    return reply.header('subscription-protocol', protocol).send({ data: null });
  }

  /** Tells every router that its subscriptions are complete, and waits a moment for those that answer. */
  async close(): Promise<void> {
    const told = Promise.all([...this.#living].map((end) => end()));
    await inTime(told, farewellMs, 'A router does not answer.').catch(this.options.answers.error);
  }

  #begin(
    channel: Channel,
    events: AsyncIterableIterator<ExecutionResult>,
    { heartbeatIntervalMs }: Wish,
    release: () => void,
    answered: Promise<void>,
  ): void {
    const { answers } = this.options;
    const stop = async () => {
      await events.return?.();
      await done;
    };
    // One message at a time, in order: a sign of life waits for an event that is on its way, and shows the same.
    const heartbeat =
      heartbeatIntervalMs > 0
        ? setInterval(async () => {
            if (!(await channel.post({ action: 'check' }))) await events.return?.();
          }, heartbeatIntervalMs * heartbeatShare)
        : undefined;
    heartbeat?.unref();

    const deliver = async () => {
      // The router has to know that it is subscribed before it hears anything.
      await answered.catch(() => {});
      let isTaken = true;
      for await (const result of events) {
        isTaken = await channel.post({ action: 'next', payload: answers.result(result) });
        if (!isTaken) break;
      }
      clearInterval(heartbeat);
      if (isTaken) await channel.post({ action: 'complete' });
    };
    const done = deliver()
      .catch((error: unknown) => void answers.error(error))
      .finally(() => {
        clearInterval(heartbeat);
        this.#living.delete(stop);
        release();
      });
    this.#living.add(stop);
  }
}

/** Where one subscription's messages go. */
class Channel {
  #last: Promise<boolean> = Promise.resolve(true);

  constructor(
    private readonly url: string,
    private readonly wish: Wish,
  ) {}

  /** Resolves to whether the router took it; one that answered no wants no more, and is sent nothing more. */
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
      if (tries === maxTries) return false;
      await pause(firstPauseMs * 2 ** (tries - 1), undefined, { ref: false });
    }
  }

  /** The status; null where nobody answered. Redirects are not followed: only the address on the list is contacted. */
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
const tooMany = new GraphQLError(
  'There are as many sockets and streams of yours as may be (SOCKETS_PER_CALLER).',
  {
    extensions: { code: 'TOO_MANY_CONNECTIONS' },
  },
);
