import { CommandFault } from './fault';
import type { Terminal } from './terminal';

/** Asks whoever sits at the terminal, unless told that the answer is yes. Throws where it is anything else. */
export async function confirm(
  { ask }: Pick<Terminal, 'ask'>,
  isYes: boolean | undefined,
  question: string,
): Promise<void> {
  if (isYes) return;
  if (!ask) throw new CommandFault('Nobody is there to be asked: add --yes.', 2);
  const answer = await ask(`${question} This cannot be undone. [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandFault('Nothing was destroyed.');
}
