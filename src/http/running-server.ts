import type { AddressInfo } from 'node:net';

export interface RunningServer {
  /** http://host:port, with the port that was really opened. */
  readonly url: string;
  /** Not ready from now on; then no new requests, the ones under way to their end, and every socket closed. */
  close(): Promise<void>;
}

export function urlOf({ port }: AddressInfo, host: string): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
