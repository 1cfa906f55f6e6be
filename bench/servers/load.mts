import type {
  ArrivalsJob,
  ArrivalsResult,
  FeedLagJob,
  FeedLagResult,
  Job,
  LatencyJob,
  LatencyResult,
  LoadJob,
  LoadResult,
  SubscribeJob,
  SubscribeResult,
} from '../load/jobs.mts';
import { benchFile, Child } from './child.mts';

/** The load process, which is not part of the measurement. */
export class Load {
  readonly #child: Child;

  private constructor(child: Child) {
    this.#child = child;
  }

  static start(): Load {
    return new Load(Child.start('load', benchFile('load/main.mts'), { measured: false }));
  }

  /** Throws if any answer was not the expected one. */
  async run(job: LoadJob): Promise<LoadResult> {
    const result = await this.#ask<LoadResult>(job);
    if (result.wrong > 0)
      throw new Error(`${result.wrong} answers were wrong, the first: ${result.firstWrong}`);
    return result;
  }

  latency(job: Omit<LatencyJob, 'kind'>): Promise<LatencyResult> {
    return this.#ask<LatencyResult>({ kind: 'latency', ...job });
  }

  feedLag(job: Omit<FeedLagJob, 'kind'>): Promise<FeedLagResult> {
    return this.#ask<FeedLagResult>({ kind: 'feed-lag', ...job });
  }

  subscribe(job: Omit<SubscribeJob, 'kind'>): Promise<SubscribeResult> {
    return this.#ask<SubscribeResult>({ kind: 'subscribe', ...job });
  }

  arrivals(job: Omit<ArrivalsJob, 'kind'>): Promise<ArrivalsResult> {
    return this.#ask<ArrivalsResult>({ kind: 'arrivals', ...job });
  }

  unsubscribe(): Promise<null> {
    return this.#ask<null>({ kind: 'unsubscribe' });
  }

  async #ask<Result>(job: Job): Promise<Result> {
    const answer = this.#child.message((message) => {
      const { kind, result, reason } = message as { kind: string; result?: Result; reason?: string };
      return kind === 'done' || kind === 'failed' ? { result, reason } : null;
    });
    this.#child.process.send(job);
    const { result, reason } = await answer;
    if (result === undefined) throw new Error(`The load failed: ${reason}`);
    return result;
  }

  close(): Promise<void> {
    return this.#child.end();
  }
}
