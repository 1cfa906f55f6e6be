/** The store cannot be opened as configured; the text says what was expected and what to do. */
export class StoreOpenError extends Error {
  override readonly name = 'StoreOpenError';
}

/** A sealed value cannot be opened: its key is missing, or it was altered or moved. */
export class SealError extends Error {
  override readonly name = 'SealError';
}
