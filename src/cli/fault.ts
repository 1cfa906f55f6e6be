import { ConfigError } from '../config';
import { StoreOpenError } from '../storage/errors';
import type { ExitCode } from './terminal';

/** A command cannot do what it was asked; the text says what was expected and what to do. */
export class CommandFault extends Error {
  override readonly name = 'CommandFault';

  constructor(
    message: string,
    readonly exitCode: Exclude<ExitCode, 0> = 1,
  ) {
    super(message);
  }
}

/** What is told of an error, and how the process ends with it. */
export interface Explanation {
  readonly exitCode: ExitCode;
  /** For programs: what kind of error it is. */
  readonly code: 'USAGE' | 'SETTINGS' | 'STORE' | 'REFUSED' | 'ADDRESS' | 'BUG';
  readonly message: string;
}

/** What the operator can mend is told in one message; anything else is a bug, and comes with its trace. */
export function explain(error: unknown): Explanation {
  if (error instanceof ConfigError) return { exitCode: 2, code: 'SETTINGS', message: error.message };
  if (error instanceof StoreOpenError) return { exitCode: 1, code: 'STORE', message: error.message };
  if (error instanceof CommandFault) {
    const { exitCode, message } = error;
    return { exitCode, code: exitCode === 2 ? 'USAGE' : 'REFUSED', message };
  }
  const address = addressFault(error);
  if (address !== null) return { exitCode: 1, code: 'ADDRESS', message: address };
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { exitCode: 1, code: 'BUG', message: trace };
}

function addressFault(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return null;
  if (error.syscall !== 'listen' && error.syscall !== 'getaddrinfo') return null;
  switch (error.code) {
    case 'EADDRINUSE':
      return `${addressOf(error)} is taken by another program. Stop that one, or set PORT (of the sandbox: SANDBOX_PORT) to a free port.`;
    case 'EACCES':
      return `${addressOf(error)} may not be opened by this user. Set PORT (of the sandbox: SANDBOX_PORT) to 1024 or above.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST (of the sandbox: --host) names no address of this machine (${addressOf(error)}).`;
    default:
      return null;
  }
}

function addressOf(error: Error): string {
  const { address, port } = error as Error & { address?: string; port?: number };
  return `${address ?? 'The address'}${port === undefined ? '' : `:${port}`}`;
}
