import type { Command } from 'commander';
import { type Config, ConfigError } from '../config';
import { examples, type On, type Run } from './command';
import { sqlitePathOf } from './database';
import { diskSpace } from './doctor/disk-space';
import { type Check, codeOf, type Finding, fail } from './doctor/finding';
import { inboxFinding } from './doctor/inbox';
import { jwksFinding } from './doctor/jwks';
import { keyFileFinding } from './doctor/key-file';
import { postgresFindings } from './doctor/postgres';
import { providerChecks } from './doctor/providers';
import { publicUrlFindings } from './doctor/public-url';
import { settingsFindings } from './doctor/settings';
import { sqliteFindings } from './doctor/sqlite';
import { wakeUpsFinding } from './doctor/wake-ups';
import { readSettings, type Settings, storeOf } from './settings';
import type { ExitCode, Terminal } from './terminal';

export function addDoctor(program: Command, on: On): void {
  program
    .command('doctor')
    .summary('look at everything the service needs, and say what to do where it is not well')
    .description(
      `Looks at settings, allow-lists, database, keys, inbox, disk, clocks, wake-ups, the key set of access tokens, PUBLIC_URL, and each provider that is set. Changes nothing, starts no verification, shows nothing personal and no secret.

Providers are asked for a token, and for something that does not exist. PUBLIC_URL is asked for /healthz of the running service: where that does not run, it cannot be told and says so.

A line a check: ok, warn (works, but somebody should know) or FAIL, with what to do. Exit code 1 when anything fails, 2 when the settings do.`,
    )
    .addHelpText('after', examples('realname doctor', 'realname doctor --json'))
    .action(on(doctor));
}

async function doctor(run: Run): Promise<ExitCode> {
  const { output, terminal } = run;
  const settings = settingsOr(run);
  if ('faults' in settings) {
    const findings = settings.faults.map((fault) =>
      fail('settings', fault, 'Correct the setting; README.md, "Settings", has them all.'),
    );
    output.result({ ok: false, findings }, linesOf(findings, terminal));
    return 2;
  }
  const findings: Finding[] = [];
  // At once, because some wait for an answer that never comes; told in their order.
  const started = checksOf(settings).map((check) => guarded(check));
  for (const [index, pending] of started.entries()) {
    output.progress(`${index} of ${started.length} checks done`);
    findings.push(...(await pending));
  }
  const isOk = findings.every(({ state }) => state !== 'fail');
  output.result({ ok: isOk, findings }, linesOf(findings, terminal));
  return isOk ? 0 : 1;
}

function settingsOr(run: Run): Settings | { readonly faults: readonly string[] } {
  try {
    return readSettings(run);
  } catch (error) {
    if (error instanceof ConfigError) return { faults: error.faults };
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
  const path = sqlitePathOf(config.databaseUrl);
  if (path === null) return postgresFindings(config.databaseUrl, store);
  return keyFileFinding(config, path) ?? sqliteFindings(path, store);
}

/** A check that breaks is a finding, too, and keeps no other from being told. */
async function guarded(check: Check): Promise<readonly Finding[]> {
  try {
    return await check();
  } catch (error) {
    return [
      fail('doctor', `a check could not be made (${codeOf(error)})`, 'Tell the developers, with this line.'),
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
