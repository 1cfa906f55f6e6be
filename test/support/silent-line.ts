import { connect } from 'node:net';
import { openTcpServer } from '../faults/long/tcp-server';

/** A line to a database that can fall silent: nothing comes through any more, and nobody says so. */
export interface SilentLine {
  /** The database's address, by way of the line. */
  readonly url: string;
  /** How many connections it has carried. */
  readonly connections: number;
  /** Silences every connection there is now for good, and those that are made until `mend`. */
  silence(): void;
  /** New connections come through again; the silenced ones stay silent, as to a machine that is gone. */
  mend(): void;
  close(): Promise<void>;
}

export async function openSilentLine(databaseUrl: string): Promise<SilentLine> {
  const target = new URL(databaseUrl);
  const mutes = new Set<() => void>();
  let isSilent = false;
  let connections = 0;
  const server = await openTcpServer((client) => {
    connections += 1;
    const database = connect(Number(target.port), target.hostname);
    let isMute = isSilent;
    mutes.add(() => {
      isMute = true;
    });
    for (const [from, to] of [
      [client, database],
      [database, client],
    ] as const) {
      from.on('data', (chunk: Buffer) => {
        if (!isMute) to.write(chunk);
      });
      from.on('error', () => {});
      from.once('end', () => {
        if (!isMute) to.end();
      });
    }
    client.once('close', () => database.destroy());
  });
  const url = new URL(databaseUrl);
  url.port = String(server.port);
  return {
    url: url.href,
    get connections() {
      return connections;
    },
    silence() {
      isSilent = true;
      for (const mute of mutes) mute();
    },
    mend() {
      isSilent = false;
    },
    close: server.close,
  };
}
