import type { DemoClient } from './client.mts';

/** One way through the service, from a request to the provider's last word. */
export interface Walk {
  readonly title: string;
  /** Throws DemoFault when any link of the chain breaks. `say` prints a line. */
  run(client: DemoClient, say: (line: string) => void): Promise<void>;
}
