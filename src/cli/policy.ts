import type { Command } from 'commander';
import { assurancePolicyOf } from '../config/assurance';
import { readRoutingPolicy } from '../config/routing';
import { readTextFile } from '../config/secret-files';
import { type PolicyCell, policyTable } from '../domain/routing/policy-table';
import { registry } from '../providers/registry';
import { examples, type On, type Run } from './command';
import { CommandFault } from './fault';
import type { ExitCode } from './terminal';

export function addPolicy(program: Command, on: On): void {
  const policy = program.command('policy').summary('the rules by which a case chooses a method');
  policy.description('The rules by which a case chooses a method (ROUTING_POLICY).');
  policy
    .command('check')
    .argument('<file>', 'the policy, as ROUTING_POLICY names it')
    .summary('check a routing policy, and show what it amounts to')
    .description(
      'Checks a routing policy, and shows for each purpose and method the place in which the method would be tried if the person could show everything, or why it would not: NOT_ALLOWED, INSUFFICIENT, OVER_BUDGET, or ownMutation for a method that only its own mutation can start. ASSURANCE_POLICY counts if it is set; no other setting is needed. Exit code 1 if the file is wrong: every fault is listed with its place.',
    )
    .addHelpText(
      'after',
      examples('realname policy check campus.json', 'realname policy check campus.json --json'),
    )
    .action(on(check));
}

export async function check(run: Run, _options: object, [file = '']: readonly string[]): Promise<ExitCode> {
  const methods = registry.flatMap((provider) => provider.methods);
  const names = methods.map(({ name }) => name);
  const read = readRoutingPolicy(file, names, readTextFile);
  if (!read.ok) {
    throw new CommandFault(
      `${file} is no routing policy:\n${read.faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
  }
  const assurance = assurancePolicyOf(run.terminal.env['ASSURANCE_POLICY'], readTextFile);
  if (typeof assurance === 'string') throw new CommandFault(`ASSURANCE_POLICY ${assurance}.`, 2);
  const { policy } = read;
  const purposes = policyTable(policy, assurance, methods);
  run.output.result({ policy: policy.name, assurancePolicy: assurance.name, purposes }, [
    `Policy ${policy.name}, levels by ${assurance.name}`,
    ...tableOf(
      ['purpose', 'level', ...names],
      purposes.map(({ purpose, level, cells }) => [purpose, level, ...cells.map(textOf)]),
    ),
  ]);
  const idle = purposes.filter(({ cells }) => cells.every(({ place }) => place === null));
  for (const { purpose } of idle) run.output.remark(`No method can serve the purpose ${purpose}.`);
  return 0;
}

function textOf({ place, verdict }: PolicyCell): string {
  return place === null ? verdict : String(place);
}

/** Methods are rows: twelve columns would not fit a terminal. */
function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const columns = [head, ...rows];
  const widths = columns.map((column) => Math.max(...column.map((cell) => cell.length)));
  return head.map((_name, line) =>
    columns
      .map((column, index) => (column[line] ?? '').padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
