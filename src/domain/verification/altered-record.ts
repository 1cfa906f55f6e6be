/** A record does not match its seal: something other than this service changed it. It is not believed. */
export class AlteredRecordError extends Error {
  override readonly name = 'AlteredRecordError';

  /** The id of the verification or case. */
  constructor(readonly recordId: string) {
    super('This record was changed by something other than this service, and is not shown.');
  }
}

/** The value; `otherwise` if what it is read from was altered. */
export async function unlessAltered<Value, Other>(
  read: Promise<Value>,
  otherwise: Other,
): Promise<Value | Other> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof AlteredRecordError) return otherwise;
    throw error;
  }
}
