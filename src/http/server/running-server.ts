import type { AddressInfo } from 'node:net';

export interface RunningServer {
  /** http://host:port, with the port that was opened. */
  readonly url: string;
  /** Reports not ready, refuses new requests, finishes the running ones, then closes every socket. */
  close(): Promise<void>;
}

export function urlOf({ port }: AddressInfo, host: string): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
