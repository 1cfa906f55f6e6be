/** https://www.sqlite.org/rescode.html: READONLY, IOERR and FULL; extended codes have these as their last byte. */
const unwritable: readonly number[] = [8, 10, 13];

/** True if the file cannot be written: its disk is full, or fails. */
export function isUnwritable(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    unwritable.includes(error.errcode % 256)
  );
}
