import { confirm } from '../../src/cli/confirm';
import { CommandFault } from '../../src/cli/fault';

/** A terminal on which the same text is typed at every prompt, and the prompts. */
function somebodyWho(types: string) {
  const questions: string[] = [];
  const ask = async (question: string) => {
    questions.push(question);
    return types;
  };
  return { terminal: { ask }, questions };
}

describe('the confirmation before data is destroyed', () => {
  it.each(['y', 'Y', 'yes', ' YES '])('continues after the answer %j', async (answer) => {
    const { terminal, questions } = somebodyWho(answer);

    await confirm(terminal, undefined, 'Destroy it?');

    expect(questions).toEqual(['Destroy it? This cannot be undone. [y/N] ']);
  });

  it.each(['', 'n', 'no', 'yesterday'])('stops after the answer %j', async (answer) => {
    await expect(confirm(somebodyWho(answer).terminal, undefined, 'Destroy it?')).rejects.toThrow(
      'Nothing was destroyed.',
    );
  });

  it('is skipped with --yes', async () => {
    const { terminal, questions } = somebodyWho('n');

    await confirm(terminal, true, 'Destroy it?');

    expect(questions).toEqual([]);
  });

  it('is wrong usage without a terminal', async () => {
    const refusal = await confirm({ ask: null }, undefined, 'Destroy it?').catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(CommandFault);
    expect(refusal).toMatchObject({ exitCode: 2, message: expect.stringContaining('--yes') });
  });
});
