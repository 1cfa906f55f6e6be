import type { AddressInfo, Server } from 'node:net';
import type { YuxinAccess } from './check-mobile-owner.mts';

/** A peer's settings, as JSON in its environment: each peer is a process of its own. */
export interface PeerSettings {
  /** `sqlite:PATH` or `postgres://…`. */
  readonly databaseUrl: string;
  readonly yuxin: YuxinAccess | null;
  /** 0: any free port. */
  readonly port: number;
  /** The file with the answers of the raw server. */
  readonly answerPaths: readonly string[];
}

export const settingsName = 'BENCH_PEER';

export function readSettings(): PeerSettings {
  return JSON.parse(process.env[settingsName] ?? '{}') as PeerSettings;
}

/** Reports the address to the parent process. */
export function announce(server: Server): void {
  const { port } = server.address() as AddressInfo;
  process.send?.({ kind: 'listening', url: `http://127.0.0.1:${port}` });
}

/** Listens on this machine and reports the address. */
export function listen(server: Server, port = 0): void {
  server.listen(port, '127.0.0.1', () => announce(server));
}
