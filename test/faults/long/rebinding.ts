import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTcpServer } from './tcp-server';

/** A name that is public at first and leads to this machine afterwards, as an attacker's name server can make it. */
export interface Rebinding {
  readonly url: string;
  /** The settings of a process whose name server answers that way. */
  readonly env: Readonly<Record<string, string>>;
  /** How many connections came to this machine by that name. */
  readonly connections: number;
  rebind(): void;
  close(): Promise<void>;
}

const host = 'hooks.rebinding.example';

export async function openRebinding(folder: string): Promise<Rebinding> {
  let connections = 0;
  const server = await openTcpServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  const mark = join(folder, 'rebound');
  const preload = join(folder, 'name-server.cjs');
  // No connection is made to the public address: nothing is delivered before the name turns.
  writeFileSync(
    preload,
    `const dns = require('node:dns');
const { existsSync } = require('node:fs');
const { lookup } = dns;
dns.lookup = (name, options, done) => {
  if (name !== '${host}') return lookup(name, options, done);
  const address = existsSync(${JSON.stringify(mark)}) ? '127.0.0.1' : '1.1.1.1';
  process.nextTick(() => (options.all ? done(null, [{ address, family: 4 }]) : done(null, address, 4)));
};
`,
  );
  return {
    url: `https://${host}:${server.port}/hook`,
    env: { NODE_OPTIONS: `--require=${preload}` },
    get connections() {
      return connections;
    },
    rebind: () => writeFileSync(mark, ''),
    close: server.close,
  };
}
