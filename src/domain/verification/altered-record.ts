/** A record does not match its seal: something other than this service changed it. It is not believed. */
export class AlteredRecordError extends Error {
  override readonly name = 'AlteredRecordError';

  constructor(readonly verificationId: string) {
    super(
      'The record of this verification was changed by something other than this service, and is not shown.',
    );
  }
}
