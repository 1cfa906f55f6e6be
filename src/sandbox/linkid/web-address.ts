/** True for an address that a browser can be sent to. */
export function isWebAddress(address: string): boolean {
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
}

/**
 * The same address for a Location header, which carries visible ASCII only. The rest stays unchanged: URL would rewrite
 * parts that are not ours.
 */
export function headerAddress(address: string): string {
  // Half of a surrogate pair cannot be encoded; browsers replace it in the same way.
  return address.replace(/\p{Surrogate}/gu, '\ufffd').replace(/[^\x21-\x7e]/gu, encodeURIComponent);
}
