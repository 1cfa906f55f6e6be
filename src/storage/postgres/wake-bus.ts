/** Carries wake-ups between the processes on one database. It may lose them: the event table is searched as well. */
export interface WakeBus {
  /** Sends to every process, this one too. Rejects if the message could not be sent. */
  publish(message: string): Promise<void>;
  close(): Promise<void>;
}

export interface WakeBusListener {
  onMessage(message: string): void;
  /** The bus listens, for the first time or again: messages sent before are lost. */
  onListening(): void;
  /** Called with the errors of broken connections. */
  report(error: unknown): void;
}
