import { openProxy } from './proxy';

/** A proxy for PostgreSQL that reads along: the client's statements as they are on the wire. */
export interface CountingProxy {
  /** The same database, through this proxy. */
  readonly url: string;
  /** The texts of all statements that were sent while `work` ran, as often as they were executed, lists cut short. */
  statementsOf(work: () => Promise<unknown>): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Opens a proxy to the database at `databaseUrl`, which must not ask for TLS. */
export async function openCountingProxy(databaseUrl: string): Promise<CountingProxy> {
  const statements: string[] = [];
  const url = new URL(databaseUrl);
  const proxy = await openProxy({
    host: url.hostname,
    port: Number(url.port),
    onConnection: () => statementReader((text) => statements.push(text.replace(/\$1, .*?\)/s, '…)'))),
  });
  url.port = String(proxy.port);
  return {
    url: url.href,
    async statementsOf(work) {
      const before = statements.length;
      await work();
      return statements.slice(before);
    },
    close: () => proxy.close(),
  };
}

/**
 * Reads what a client sends (PostgreSQL documentation, 54.7 Message Formats): a start-up message without a type, then
 * messages of one type byte and a length. `Q` is a statement by itself; `P` prepares the one that `E` executes.
 */
function statementReader(found: (text: string) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let hasStarted = false;
  let prepared = '';
  const named = new Map<string, string>();
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const head = hasStarted ? 1 : 0;
      if (rest.length < head + 4) return;
      const end = head + rest.readUInt32BE(head);
      if (rest.length < end) return;
      const type = hasStarted ? rest.toString('latin1', 0, 1) : 'start-up';
      const texts = rest.toString('utf8', head + 4, end).split('\0');
      rest = rest.subarray(end);
      hasStarted = true;
      if (type === 'Q') found(texts[0] ?? '');
      // Name and text of a statement; then portal and statement of a binding.
      if (type === 'P') named.set(texts[0] ?? '', texts[1] ?? '');
      if (type === 'B') prepared = named.get(texts[1] ?? '') ?? '';
      if (type === 'E') found(prepared);
    }
  };
}
