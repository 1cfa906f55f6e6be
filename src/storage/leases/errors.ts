/** Another process may do the duty by now: what was to be done under the lease must not be done. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}
