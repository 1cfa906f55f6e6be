/** Carries wake-ups between the processes on one database. It may lose them: the event table is looked at as well. */
export interface WakeBus {
  /** To every process, this one too. Rejects when it could not be sent. */
  publish(message: string): Promise<void>;
  close(): Promise<void>;
}

export interface WakeBusListener {
  onMessage(message: string): void;
  /** The bus listens, for the first time or again: what was sent before is lost. */
  onListening(): void;
  /** Told of connections that broke. */
  report(error: unknown): void;
}
