/** The result of one check. It holds nothing personal or secret: no password, token or key, no address with one. */
export interface Finding {
  /** A short name that stays the same, for programs too. */
  readonly check: string;
  /** `warn`: works, but needs attention. `fail`: something does not work, or is not safe. */
  readonly state: 'ok' | 'warn' | 'fail';
  readonly found: string;
  /** The remedy; null if nothing needs to be done. */
  readonly cure: string | null;
}

export function ok(check: string, found: string): Finding {
  return { check, state: 'ok', found, cure: null };
}

export function warn(check: string, found: string, cure: string): Finding {
  return { check, state: 'warn', found, cure };
}

export function fail(check: string, found: string, cure: string): Finding {
  return { check, state: 'fail', found, cure };
}

/** One or several lines about one subject. Rejects only for a fault of its own. */
export type Check = () => Promise<readonly Finding[]>;

/**
 * The kind of an error, such as ECONNREFUSED, and never its text, which can hold an address with a password in it.
 */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  if ('code' in error && typeof error.code === 'string' && /^\w{1,40}$/.test(error.code)) return error.code;
  if (error.cause !== undefined) return codeOf(error.cause);
  return /^\w{1,40}$/.test(error.name) ? error.name : 'UNKNOWN';
}
