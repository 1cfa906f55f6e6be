import type { Command } from 'commander';
import { textOf } from '../domain/messages/message';
import { type Explained, explainCase } from '../service/cases/explain';
import { examples, type On, type Run } from './command';
import { CommandFault } from './fault';
import { withTools } from './operator';
import type { ExitCode } from './terminal';

export function addExplain(program: Command, on: On): void {
  program
    .command('explain')
    .argument('<case>', 'the case (IdentityCase.id)')
    .summary('why a case chose the method that it chose')
    .description(
      'Makes every decision of a case again, from the policy, the evidence, the health and the prices that were stored with it, and shows it: the policy, each method with its verdict, and why. It shows no personal data: of evidence, only the names of the fields are stored. Exit code 1 if a decision comes out differently, or if there is no such case.',
    )
    .addHelpText('after', examples('realname explain 0199c2f4', 'realname explain 0199c2f4 --json'))
    .action(on(explain));
}

export async function explain(run: Run, _options: object, [id = '']: readonly string[]): Promise<ExitCode> {
  const explained = await withTools(run, (tools) => explainCase(tools, id));
  if (!explained || explained.length === 0) throw new CommandFault('There is no such case.');
  const isSame = explained.every((one) => one.isSame);
  const document = { case: id, same: isSame, decisions: explained.map(documentOf) };
  run.output.result(
    document,
    explained.flatMap((one, index) => linesOf(one, index + 1)),
  );
  return isSame ? 0 : 1;
}

function documentOf({ question, decision, isSame }: Explained) {
  const candidates = decision.candidates.map((candidate) => ({
    ...candidate,
    reason: textOf(candidate.reason, 'en'),
  }));
  return { same: isSame, question, decision: { ...decision, candidates } };
}

function linesOf({ question, decision, isSame }: Explained, place: number): readonly string[] {
  const { policy, purpose, required, evidence } = question;
  return [
    `Decision ${place}, ${decision.decidedAt}: policy ${policy}, purpose ${purpose}, level ${required}`,
    `  evidence  ${evidence.join(', ') || 'none'}`,
    `  chosen    ${decision.chosen ?? 'none'}`,
    ...decision.candidates.map(
      ({ method, verdict, reason }) => `  ${method.padEnd(14)} ${verdict.padEnd(17)} ${textOf(reason, 'en')}`,
    ),
    isSame
      ? '  The same question gives the same decision again.'
      : '  The same question gives ANOTHER decision now.',
  ];
}
