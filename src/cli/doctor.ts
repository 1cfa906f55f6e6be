import type { Command } from 'commander';
import type { Config } from '../config/config';
import { ConfigError } from '../config/config-error';
import { examples, type On, type Run } from './command';
import { diskSpace } from './doctor/disk-space';
import { type Check, codeOf, type Finding, fail, warn } from './doctor/finding';
import { inboxFinding } from './doctor/inbox';
import { jwksFinding } from './doctor/jwks';
import { keyFileFinding } from './doctor/key-file';
import { postgresFindings } from './doctor/postgres';
import { providerChecks } from './doctor/providers';
import { publicUrlFindings } from './doctor/public-url';
import { correctTheName, settingsFindings } from './doctor/settings';
import { inMemory, sqliteFindings } from './doctor/sqlite';
import { wakeUpsFinding } from './doctor/wake-ups';
import { readSettings, type Settings, storeOf } from './settings';
import type { ExitCode, Terminal } from './terminal';

export function addDoctor(program: Command, on: On): void {
  program
    .command('doctor')
    .summary('check everything the service needs, and say how to fix what is wrong')
    .description(
      `Checks settings, allow-lists, database, keys, inbox, disk, clocks, wake-ups, the key set for access tokens, PUBLIC_URL, and each provider that is set. It changes nothing, starts no verification, and shows no personal data and no secret.

Each provider gets a request for a token, and one for a record that does not exist. PUBLIC_URL gets a request for /healthz of the running service: if the service is not running, the check reports that it cannot tell.

One line for each check: ok, warn (works, but needs attention) or FAIL, with what to do. Exit code 1 if anything fails, 2 if the settings do.`,
    )
    .addHelpText('after', examples('realname doctor', 'realname doctor --json'))
    .action(on(doctor));
}

async function doctor(run: Run): Promise<ExitCode> {
  const { output, terminal } = run;
  const settings = settingsOr(run);
  if ('faults' in settings) {
    const findings = [
      ...settings.faults.map((fault) =>
        fail('settings', fault, 'Correct the setting; docs/settings.md, lists them all.'),
      ),
      ...settings.warnings.map((warning) => warn('unknown-setting', warning, correctTheName)),
    ];
    output.result({ ok: false, findings }, linesOf(findings, terminal));
    return 2;
  }
  const findings: Finding[] = [];
  // All checks run at once, because some wait for an answer that never comes; findings are reported in order.
  const started = checksOf(settings).map((check) => guarded(check));
  for (const [index, pending] of started.entries()) {
    output.progress(`${index} of ${started.length} checks done`);
    findings.push(...(await pending));
  }
  const isOk = findings.every(({ state }) => state !== 'fail');
  output.result({ ok: isOk, findings }, linesOf(findings, terminal));
  return isOk ? 0 : 1;
}

function settingsOr(run: Run): Settings | Pick<ConfigError, 'faults' | 'warnings'> {
  try {
    return readSettings(run);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

function checksOf(settings: Settings): readonly Check[] {
  const { config } = settings;
  const store = () => storeOf(settings);
  const { fetch } = globalThis;
  return [
    async () => settingsFindings(config),
    () => databaseFindings(config, store),
    async () => [await wakeUpsFinding(config)],
    async () => [inboxFinding(config.inboxPath, store)],
    async () => [diskSpace(config)],
    async () => [await jwksFinding(config.auth, fetch)],
    () => publicUrlFindings(config, fetch),
    ...providerChecks(config, fetch, () => new Date()),
  ];
}

async function databaseFindings(
  config: Config,
  store: () => ReturnType<typeof storeOf>,
): Promise<readonly Finding[]> {
  const { database } = config;
  switch (database.kind) {
    case 'postgres':
      return postgresFindings(database, store, offeredBy(config));
    case 'sqlite':
      return keyFileFinding(config, database) ?? sqliteFindings(database, store, offeredBy(config));
    case 'memory':
      return [inMemory];
  }
}

/** The providers that are switched on; the sandbox stands in for every other one. */
function offeredBy({ registry, providers, sandbox }: Config): ReadonlySet<string> {
  const names = registry.map(({ name }) => name);
  return new Set(sandbox ? names : names.filter((name) => Boolean(providers[name])));
}

/** A check that throws becomes a finding, and does not hide the others. */
async function guarded(check: Check): Promise<readonly Finding[]> {
  try {
    return await check();
  } catch (error) {
    return [
      fail('doctor', `a check could not run (${codeOf(error)})`, 'Report this line to the developers.'),
    ];
  }
}

const marks = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' } as const;
const colours = { ok: 32, warn: 33, fail: 31 } as const;

function linesOf(findings: readonly Finding[], { stdout }: Terminal): readonly string[] {
  const width = Math.max(...findings.map(({ check }) => check.length));
  return findings.flatMap(({ check, state, found, cure }) => {
    const mark = stdout.isTTY ? `\u001b[${colours[state]}m${marks[state]}\u001b[0m` : marks[state];
    const line = `${mark}  ${check.padEnd(width)}  ${found}`;
    return cure === null ? [line] : [line, `${' '.repeat(width + 8)}→ ${cure}`];
  });
}
