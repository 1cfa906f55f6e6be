import { ConfigError } from '../config/config-error';
import { BackupError, StoreOpenError } from '../storage/errors';
import type { ExitCode } from './terminal';

/** A command cannot do its work; the text says what was expected and what to do. */
export class CommandFault extends Error {
  override readonly name = 'CommandFault';

  constructor(
    message: string,
    readonly exitCode: Exclude<ExitCode, 0> = 1,
  ) {
    super(message);
  }
}

/** The message for an error, and the exit code. */
export interface Explanation {
  readonly exitCode: ExitCode;
  /** The kind of error, for programs. */
  readonly code: 'USAGE' | 'SETTINGS' | 'STORE' | 'REFUSED' | 'ADDRESS' | 'BUG';
  readonly message: string;
}

/** One message for an error that the operator can fix; anything else is a bug, shown with its stack trace. */
export function explain(error: unknown): Explanation {
  if (error instanceof ConfigError) return { exitCode: 2, code: 'SETTINGS', message: error.message };
  if (error instanceof StoreOpenError) return { exitCode: 1, code: 'STORE', message: error.message };
  if (error instanceof BackupError) return { exitCode: 1, code: 'REFUSED', message: error.message };
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
      return `${addressOf(error)} is in use by another program. Stop that program, or set PORT (for the sandbox: SANDBOX_PORT) to a free port.`;
    case 'EACCES':
      return `This user may not listen on ${addressOf(error)}. Set PORT (for the sandbox: SANDBOX_PORT) to 1024 or above.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${addressOf(error)} is not an address of this machine. Correct HOST (for the sandbox: --host).`;
    default:
      return null;
  }
}

function addressOf(error: Error): string {
  const { address, port } = error as Error & { address?: string; port?: number };
  return `${address ?? 'The address'}${port === undefined ? '' : `:${port}`}`;
}
