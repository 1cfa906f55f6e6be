import type { DemoClient } from './client.mts';

/** One walk through the service, from a request to the provider's last word. */
export interface Walk {
  readonly title: string;
  /** Throws DemoFault if any step fails. `say` prints a line. */
  run(client: DemoClient, say: (line: string) => void): Promise<void>;
}
