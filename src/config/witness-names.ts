/** Settings of `realname witness`, which the service does not read but must not call unknown. */
export const witnessNames = [
  'WITNESS_HOST',
  'WITNESS_PORT',
  'WITNESS_NAME',
  'WITNESS_KEY',
  'WITNESS_KEY_FILE',
  'WITNESS_LOGS',
  'WITNESS_STATE',
] as const;
