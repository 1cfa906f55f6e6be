/**
 * True for what can be one segment of a path: printable ASCII, and not the dots that an address would swallow to
 * climb up to another path.
 */
export function isPathSegment(value: string): boolean {
  return /^[\x21-\x7e]{1,256}$/.test(value) && !/^\.{1,2}$/.test(value);
}
