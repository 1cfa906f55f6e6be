/** The process around a command. Code in src/cli touches nothing else of the process. */
export interface Terminal {
  /** The arguments after the program's name. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Name of the system's user, for records of actions. */
  readonly user: string;
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  /** Asks at the terminal, and resolves to the answer; null without a terminal. */
  readonly ask: ((question: string) => Promise<string>) | null;
  /** Calls back at the first SIGINT or SIGTERM; a second one ends the process at once. */
  onStop(stop: () => void): void;
}

export interface TextStream {
  readonly isTTY: boolean;
  write(text: string): void;
}

/** 0: done, and all is well. 1: something is wrong, or was refused. 2: wrong usage, or wrong settings. */
export type ExitCode = 0 | 1 | 2;
