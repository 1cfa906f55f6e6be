import { CommandFault } from './fault';
import type { Terminal } from './terminal';

/** Asks at the terminal, unless the answer was given by an option. Throws unless the answer is yes. */
export async function confirm(
  { ask }: Pick<Terminal, 'ask'>,
  isYes: boolean | undefined,
  question: string,
): Promise<void> {
  if (isYes) return;
  if (!ask) throw new CommandFault('No terminal to confirm on: pass --yes.', 2);
  const answer = await ask(`${question} This cannot be undone. [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandFault('Nothing was destroyed.');
}
