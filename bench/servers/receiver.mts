import type { ReceiverMode } from '../load/receiver.mts';
import { benchFile, Child } from './child.mts';

/** A receiver of webhooks, in a process of its own. */
export class Receiver {
  readonly url: string;
  readonly #child: Child;

  private constructor(child: Child, url: string) {
    this.#child = child;
    this.url = url;
  }

  static async start(): Promise<Receiver> {
    const child = Child.start('receiver', benchFile('load/receiver.mts'), { measured: false });
    return new Receiver(child, await child.message((message) => (message as { url?: string }).url ?? null));
  }

  /** How many different events it has taken. */
  taken(): Promise<number> {
    return this.#ask({});
  }

  async be(mode: ReceiverMode): Promise<void> {
    await this.#ask({ mode });
  }

  #ask(message: { readonly mode?: ReceiverMode }): Promise<number> {
    const answer = this.#child.message((one) => (one as { taken?: number }).taken ?? null);
    this.#child.process.send(message);
    return answer;
  }

  close(): Promise<void> {
    return this.#child.end();
  }
}
