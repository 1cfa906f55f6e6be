/**
 * Node's code for a connection that failed, such as ECONNREFUSED or CERT_HAS_EXPIRED; undefined if it names none. Never
 * the error's text, which can hold an address or a certificate.
 */
export function connectionCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, cause, errors } = error as Readonly<Record<'code' | 'cause' | 'errors', unknown>>;
  // undici wraps what happened on the socket in errors with codes of its own.
  const isInner = cause === undefined || !String(code).startsWith('UND_ERR');
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) && isInner) return code;
  const inner: unknown[] = Array.isArray(errors) ? errors : [cause];
  return inner.map(connectionCode).find((found) => found !== undefined);
}

/** True for the codes of OpenSSL's checks of a certificate, and of Node's check of its names. */
export function isCertificateTrouble(code: string): boolean {
  return /CERT|SELF_SIGNED|ERR_TLS|ERR_SSL|UNABLE_TO_|CRL_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH|EPROTO/.test(
    code,
  );
}
