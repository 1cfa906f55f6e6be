import { type ExecutionResult, GraphQLError, OperationTypeNode } from 'graphql';
import { acceptedLocale } from '../../domain/messages/locale';
import { createContext, type GraphQLContext } from '../../graphql/context';
import { type Operation, run } from '../../graphql/execution';
import type { RememberedAnswers } from '../../graphql/remembered/answers';
import { subscribeWithFreshContext } from '../../graphql/subscribe';
import type { Caller } from '../../service/access/caller';
import type { ServiceTools } from '../../service/tools';
import type { Observer, Results } from '../server/observer';
import { type CallerSlots, tooManyConnections } from './caller-slots';
import type { Admitted, Gate } from './gate';
import type { OperationRequest } from './operation-request';
import { type OperationSlots, tooManyOperations } from './operation-slots';
import type { PersistedQueries } from './persisted-queries';
import { Turns } from './turns';

/** One operation, as a transport passes it to the runner. */
export interface Ask {
  /** The request, or why it cannot be read. */
  readonly request: OperationRequest | GraphQLError;
  /** Why this transport does not run such an operation; null if it does. */
  refuse(operation: OperationTypeNode): GraphQLError | null;
  /** Called once the operation is admitted. */
  identify(): Caller | null | Promise<Caller | null>;
  /**
   * The address under which a caller without a token is counted; its `address` is null if limits do not count it. Null
   * if the transport holds a slot already, or needs none.
   */
  readonly slotFor: { readonly address: string | null } | null;
  /** The id of the last event of this subscription that the client saw; null if the client sent none. */
  readonly resumeFrom?: string | null;
  /** The Accept-Language header of the request, or of the socket's handshake. */
  readonly acceptLanguage: string | undefined;
  /** Whether the transport sends the JSON of an answer that was made of remembered rows. */
  readonly takesText?: boolean;
  /** Whether Apollo runs the operation; the runner prepares it and leaves the rest. */
  readonly isDeclined?: boolean;
}

export type Outcome = Refused | Answered | Streaming | Declined;

export interface Answered {
  readonly kind: 'answered';
  readonly result: ExecutionResult;
  /** The JSON of the result's data, if it was made of remembered rows; the result's own data is empty then. */
  readonly text: string | null;
  readonly release: () => void;
}

/** Nothing ran. `document`: the operation itself is at fault; a stream reports that as its only result. */
export interface Refused {
  readonly kind: 'refused';
  readonly because: 'request' | 'document';
  readonly errors: readonly GraphQLError[];
}

export interface Streaming {
  readonly kind: 'streaming';
  readonly results: Results;
  readonly operation: Operation;
  readonly release: () => void;
}

/** Admitted and ready, but not run. */
export interface Declined {
  readonly kind: 'declined';
  readonly operation: Operation;
  readonly contextValue: GraphQLContext;
  readonly release: () => void;
}

export interface RunnerOptions {
  readonly gate: Gate;
  readonly persisted: PersistedQueries;
  readonly slots: CallerSlots;
  readonly operations: OperationSlots;
  /** Null: nothing is remembered. */
  readonly remembered: RememberedAnswers | null;
  readonly tools: ServiceTools;
  readonly observer: Observer;
}

/**
 * Runs every operation, whichever transport it came by: reads and admits it, identifies its caller, takes a slot, makes
 * a context, runs or subscribes, observes. A transport passes an `Ask` and frames the `Outcome`. `run` never rejects,
 * so one operation's fault cannot end a socket or another operation's stream, or become a 500.
 */
export class OperationRunner {
  readonly #turns = new Turns();

  constructor(private readonly options: RunnerOptions) {}

  async run(ask: Ask): Promise<Outcome> {
    try {
      const admitted = this.#admit(ask);
      return 'kind' in admitted ? admitted : await this.#runAdmitted(admitted, ask);
    } catch (error) {
      return this.#answered({ data: null, errors: [asGraphQLError(error)] }, noSlot);
    }
  }

  /** Whether a request asks for a subscription that may run. Nothing runs, and nothing is observed. */
  isSubscription(request: Ask['request']): boolean {
    if (request instanceof GraphQLError) return false;
    const resolved = this.options.persisted.resolve(request);
    if (resolved instanceof GraphQLError) return false;
    const admitted = this.options.gate.admit(resolved);
    return 'args' in admitted && admitted.operation === OperationTypeNode.SUBSCRIPTION;
  }

  #admit(ask: Ask): Admitted | Refused {
    const { gate, persisted } = this.options;
    if (ask.request instanceof GraphQLError) return this.#refused('request', [ask.request]);
    const request = persisted.resolve(ask.request);
    if (request instanceof GraphQLError) return this.#refused('document', [request]);
    const admitted = gate.admit(request);
    if (!('args' in admitted)) return this.#refused('document', admitted);
    persisted.keep(request);
    const refusal = ask.refuse(admitted.operation);
    return refusal ? this.#refused('request', [refusal]) : admitted;
  }

  async #runAdmitted(admitted: Admitted, ask: Ask): Promise<Outcome> {
    const { slots, operations, tools, observer } = this.options;
    observer.admitted(admitted);
    const caller = await ask.identify();
    const args = caller ? admitted.signedIn() : admitted.args;
    const release = ask.slotFor === null ? noSlot : slots.take(caller, ask.slotFor.address);
    if (!release) return this.#refused('request', [tooManyConnections(slots.limit)]);
    const { operation, cost } = admitted;
    const done = operation === OperationTypeNode.SUBSCRIPTION ? noSlot : operations.take(caller);
    if (!done) {
      release();
      return this.#refused('request', [tooManyOperations(operations.limit)]);
    }
    if (cost >= longCost) await this.#turns.take();
    const contextValue = createContext(
      tools,
      caller,
      ask.resumeFrom,
      acceptedLocale(ask.acceptLanguage) ?? tools.settings.locale,
      args.readsAccounts,
    );
    if (ask.isDeclined) return { kind: 'declined', operation: args, contextValue, release: done };
    try {
      const text = await this.#remembered(args, contextValue, ask);
      if (text !== null) return this.#answered({ data: {} }, release, text);
      const result =
        operation === OperationTypeNode.SUBSCRIPTION
          ? await subscribeWithFreshContext({ ...args, contextValue })
          : await run({ ...args, contextValue });
      if (!(Symbol.asyncIterator in result)) return this.#answered(result, release);
      return { kind: 'streaming', results: observer.subscribed(result), operation: args, release };
    } catch (error) {
      release();
      throw error;
    } finally {
      done();
    }
  }

  #answered(result: ExecutionResult, release: () => void, text: string | null = null): Outcome {
    this.options.observer.answered(result);
    return { kind: 'answered', result, text, release };
  }

  async #remembered(args: Operation, contextValue: GraphQLContext, ask: Ask): Promise<string | null> {
    const { rememberable } = args;
    const { remembered } = this.options;
    if (!ask.takesText || !rememberable || !remembered) return null;
    return remembered.answer({ ...args, contextValue }, rememberable);
  }

  #refused(because: Refused['because'], errors: readonly GraphQLError[]): Refused {
    this.options.observer.answered({ errors });
    return { kind: 'refused', because, errors };
  }
}

/** From this cost on an operation can take more than a few milliseconds and waits for its turn. */
const longCost = 500;

const noSlot = (): void => {};

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error('the operation failed');
  return new GraphQLError(originalError.message, { originalError });
}
