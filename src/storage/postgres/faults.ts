/**
 * Faults of PostgreSQL by what they say about the connection: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */

/** The server shuts down, starts up, recovers or takes no changes: another connection may lead elsewhere. */
const elsewhere = new Set(['25006', '57P01', '57P02', '57P03', '57P04', '57P05']);

/** 40001 serialisation failure, 40P01 deadlock: nothing was changed, and another attempt may well succeed. */
export function isWorthRepeating(error: unknown): boolean {
  const code = sqlStateOf(error);
  return code === '40001' || code === '40P01';
}

/** True if the server cannot be written: its disk is full, it takes no changes, or it recovers. */
export function isUnwritable(error: unknown): boolean {
  const code = sqlStateOf(error) ?? '';
  return code === '53100' || code === '58030' || elsewhere.has(code);
}

/** The network's own words for a server that is not there, or whose name is not known now. */
const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/**
 * True if no server answered, or one that starts up, shuts down or has no connection left (53300): not if it refused a
 * name, a password or a certificate.
 */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // A name with several addresses: each of them failed.
  if (error instanceof AggregateError) return error.errors.every(isAway);
  const { code = '' } = error as NodeJS.ErrnoException;
  if (unreachable.has(code) || /^(57P0|08|53300)/.test(code)) return true;
  return code === '' && (isSilence(error) || /connection terminated/i.test(error.message));
}

/**
 * `fit`: the client that met the fault can be used again. `unfit`: it is thrown away. `all`: so are the others that were
 * connected before, because they lead to the same server, or lie on the same silent line.
 */
export function verdictOn(error: unknown): 'fit' | 'unfit' | 'all' {
  const code = sqlStateOf(error);
  if (code === null) return isSilence(error) ? 'all' : 'unfit';
  if (elsewhere.has(code)) return 'all';
  // Class 08 is for connections; 25P03: the server ended a transaction that stood still.
  return code.startsWith('08') || code === '25P03' ? 'unfit' : 'fit';
}

/** The client's own limits, which have no code. */
function isSilence(error: unknown): boolean {
  return error instanceof Error && /timeout/i.test(error.message);
}

function sqlStateOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  const { code } = error;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}
