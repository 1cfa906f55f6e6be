import type { Terminal } from './terminal';

export interface OutputOptions {
  /** For programs: JSON on standard output and no text. */
  readonly json: boolean;
  /** Shows progress even if standard error is no terminal. */
  readonly progress: boolean;
}

/** Returns to the beginning of the line, and clears it. */
const clearLine = '\r\u001b[2K';

/** The output of a command: its result on standard output, its progress on standard error. */
export class Output {
  #hasProgress = false;

  constructor(
    private readonly terminal: Terminal,
    private readonly options: OutputOptions,
  ) {}

  /** Lines for people; with --json the document instead, on a line of its own. */
  result(document: unknown, lines: readonly string[]): void {
    this.endProgress();
    const text = this.options.json ? JSON.stringify(document) : lines.join('\n');
    this.terminal.stdout.write(`${text}\n`);
  }

  /** The progress of long work. On a terminal each text replaces the one before. */
  progress(text: string): void {
    const { stderr } = this.terminal;
    if (stderr.isTTY) stderr.write(`${clearLine}${text}`);
    else if (this.options.progress) stderr.write(`${text}\n`);
    this.#hasProgress = stderr.isTTY;
  }

  /** A remark for people, in addition to the result. */
  remark(text: string): void {
    this.endProgress();
    if (!this.options.json) this.terminal.stderr.write(`${text}\n`);
  }

  endProgress(): void {
    if (this.#hasProgress) this.terminal.stderr.write(clearLine);
    this.#hasProgress = false;
  }
}
