import { z } from 'zod';
import { parseJsonText } from '../text-body';
import type { TwinTools } from '../twin';
import type { PushBody } from './push-body';

/** The state of one push's delivery. `httpStatus` is null if the callback did not answer. */
export type DeliveryState =
  | { readonly kind: 'sending' }
  | { readonly kind: 'acknowledged'; readonly tries: number }
  | { readonly kind: 'waiting'; readonly tries: number; readonly httpStatus: number | null }
  | { readonly kind: 'givenUp'; readonly tries: number; readonly httpStatus: number | null };

export interface Delivery {
  readonly push: PushBody;
  state: DeliveryState;
}

export interface TryResult {
  readonly acknowledged: boolean;
  readonly httpStatus: number | null;
}

/** The only body that stops the repeats (onenet.md, HTTP响应). */
const acknowledgement = z.strictObject({ errno: z.literal(0), error: z.literal('succ') });

/** Time limit for a callback before the attempt counts as unanswered. The document names no limit. */
const answerTimeoutMs = 10_000;

/** Sends pushes, and repeats each after the given pauses until it is acknowledged. */
export class Courier {
  constructor(
    private readonly tools: TwinTools,
    private readonly retryDelaysMs: readonly number[],
  ) {}

  /** Resolves after the first attempt; the repeats go on in the background. Never rejects. */
  deliver(delivery: Delivery, callbackUrl: string): Promise<TryResult> {
    return this.#attempt(delivery, callbackUrl, 1);
  }

  async #attempt(delivery: Delivery, callbackUrl: string, tries: number): Promise<TryResult> {
    const { auditStatus, busiSeq } = delivery.push.auditResult;
    const result = await this.#post(delivery.push, callbackUrl);
    const { acknowledged, httpStatus } = result;
    const pause = this.retryDelaysMs[tries - 1];
    if (acknowledged) {
      delivery.state = { kind: 'acknowledged', tries };
    } else if (pause === undefined) {
      delivery.state = { kind: 'givenUp', tries, httpStatus };
    } else {
      delivery.state = { kind: 'waiting', tries, httpStatus };
      this.tools.later(pause, async () => {
        await this.#attempt(delivery, callbackUrl, tries + 1);
      });
    }
    const level = delivery.state.kind === 'givenUp' ? 'warn' : 'info';
    this.tools.log[level](
      { twin: 'onenet', busiSeq, auditStatus, tries, delivery: delivery.state.kind },
      'result pushed',
    );
    return result;
  }

  async #post(push: PushBody, callbackUrl: string): Promise<TryResult> {
    try {
      const response = await this.tools.fetch(callbackUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(push),
        redirect: 'manual',
        signal: AbortSignal.timeout(answerTimeoutMs),
      });
      const text = await response.text();
      return {
        acknowledged: response.status === 200 && acknowledgement.safeParse(parseJsonText(text)).success,
        httpStatus: response.status,
      };
    } catch {
      // Refused, cut, timed out or closing: in every case the push was not acknowledged.
      return { acknowledged: false, httpStatus: null };
    }
  }
}
