/** The store cannot be opened as configured; the text says what was expected and what to do. */
export class StoreOpenError extends Error {
  override readonly name: string = 'StoreOpenError';
}

/** The database cannot be reached: the same opening may succeed later. */
export class DatabaseAwayError extends StoreOpenError {}

/** The database can be reached and takes no changes: the same opening may succeed later. */
export class DatabaseClosedError extends DatabaseAwayError {}

/** A sealed value cannot be opened: its key is missing, or it was altered or moved. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

/** A backup cannot be made or restored; the text says why and what to do. Nothing was replaced. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/** The database answers and takes no changes: it is full, read-only or recovering. */
export class UnwritableError extends Error {
  override readonly name = 'UnwritableError';
}
