import { confirm } from '../../src/cli/confirm';
import { CommandFault } from '../../src/cli/fault';

/** Somebody who types the same whatever is asked, and what they were asked. */
function somebodyWho(types: string) {
  const questions: string[] = [];
  const ask = async (question: string) => {
    questions.push(question);
    return types;
  };
  return { terminal: { ask }, questions };
}

describe('a question before something is destroyed', () => {
  it.each(['y', 'Y', 'yes', ' YES '])('is answered with %j by going on', async (answer) => {
    const { terminal, questions } = somebodyWho(answer);

    await confirm(terminal, undefined, 'Destroy it?');

    expect(questions).toEqual(['Destroy it? This cannot be undone. [y/N] ']);
  });

  it.each(['', 'n', 'no', 'yesterday'])('is answered with %j by stopping', async (answer) => {
    await expect(confirm(somebodyWho(answer).terminal, undefined, 'Destroy it?')).rejects.toThrow(
      'Nothing was destroyed.',
    );
  });

  it('is not asked with --yes', async () => {
    const { terminal, questions } = somebodyWho('n');

    await confirm(terminal, true, 'Destroy it?');

    expect(questions).toEqual([]);
  });

  it('counts as wrong usage where nobody can answer', async () => {
    const refusal = await confirm({ ask: null }, undefined, 'Destroy it?').catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(CommandFault);
    expect(refusal).toMatchObject({ exitCode: 2, message: expect.stringContaining('--yes') });
  });
});
