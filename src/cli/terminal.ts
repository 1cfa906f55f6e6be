/** What a command has of the process around it. Below src/cli nothing else of the process is touched. */
export interface Terminal {
  /** What stands behind the program's name. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Name of the system's user, for records of who did something. */
  readonly user: string;
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  /** Asks whoever sits there, and resolves to what they type; null where nobody does. */
  readonly ask: ((question: string) => Promise<string>) | null;
  /** Calls back at the first SIGINT or SIGTERM; another one ends the process the hard way. */
  onStop(stop: () => void): void;
}

export interface TextStream {
  readonly isTTY: boolean;
  write(text: string): void;
}

/** 0: done, and all is well. 1: something is wrong, or was refused. 2: wrong usage, or wrong settings. */
export type ExitCode = 0 | 1 | 2;
