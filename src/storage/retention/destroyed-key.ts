/** Stands in place of a redacted verification's key id once that key is destroyed. */
export const destroyedKeyId = '';
