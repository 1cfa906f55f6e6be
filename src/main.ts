import { type App, createApp, storeSettings } from './app';
import { type Config, ConfigError, loadConfig } from './config';
import { createLogger } from './logger';
import { startSandbox } from './sandbox/server';
import { environmentOf } from './sandbox/settings';
import { StoreOpenError } from './storage/errors';
import { openInbox, openStore } from './storage/open-store';

/** The only place that touches the process: environment, signals, exit code, standard output. */

interface Running {
  close(): Promise<void>;
}

const usage = `Usage: node dist/main.js [command]
  (none)        the service
  sandbox       the sandbox providers alone
  keys rotate   seals every data key with the first of ENCRYPTION_KEYS
  inbox list    pushes that were set aside, and how many wait
  inbox replay [ID]   lets what was set aside be tried again: one, or all`;

async function main(command: readonly string[]): Promise<void> {
  switch (command.join(' ')) {
    case '':
      return serve(runService());
    case 'sandbox':
      return serve(runSandbox());
    case 'keys rotate':
      return rotateKeys();
    case 'inbox list':
      return listInbox();
    case 'inbox replay':
      return replayInbox(null);
    default:
      if (command[0] === 'inbox' && command[1] === 'replay' && /^\d+$/.test(command[2] ?? '')) {
        return replayInbox(Number(command[2]));
      }
      process.stderr.write(`${usage}\n`);
      process.exitCode = 1;
  }
}

async function serve(running: Promise<Running>): Promise<void> {
  // From the first moment on: a signal that comes while it starts ends it as cleanly as any other.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      // A second signal, or a close that hangs, ends it the hard way.
      process.once(signal, () => process.exit(1));
      running
        .then((opened) => opened.close())
        .then(
          () => process.exit(0),
          (error) => fail(error),
        );
    });
  }
  await running;
}

async function runService(): Promise<Running> {
  const config = loadConfig(process.env);
  const app = await createApp(config);
  say(banner(app, config));
  return app;
}

function inboxOfSettings(): ReturnType<typeof openInbox> {
  const config = loadConfig(process.env);
  return openInbox(config.inboxPath, storeSettings(config, createLogger(config.logLevel)));
}

async function listInbox(): Promise<void> {
  const inbox = inboxOfSettings();
  say([`${inbox.counts().waiting} pushes wait for the database.`]);
  for (const { id, provider, receivedAt, reason } of inbox.aside()) {
    say([`set aside: ${id}  ${provider}  ${receivedAt.toISOString()}  ${reason}`]);
  }
  inbox.close();
}

/** The running service takes them up within its next rounds. */
async function replayInbox(id: number | null): Promise<void> {
  const inbox = inboxOfSettings();
  say([`${inbox.replay(id)} pushes will be tried again.`]);
  inbox.close();
}

/** Safe while the service runs, as long as both have the old and the new key. */
async function rotateKeys(): Promise<void> {
  const config = loadConfig(process.env);
  const store = await openStore(storeSettings(config, createLogger(config.logLevel)));
  try {
    const count = await store.rotateKeys((done) => say([`${done} data keys sealed anew so far`]));
    const inbox = inboxOfSettings();
    inbox.rewrap();
    inbox.close();
    say([
      `Done: ${count} data keys sealed anew. Keys behind the first of ENCRYPTION_KEYS are no longer needed.`,
    ]);
  } finally {
    await store.close();
  }
}

async function runSandbox(): Promise<Running> {
  const port = Number(process.env['SANDBOX_PORT'] ?? 4010);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new ConfigError(['SANDBOX_PORT must be a whole number from 0 to 65535.']);
  }
  const sandbox = await startSandbox({ port });
  say([
    'The sandbox runs at',
    `  ${sandbox.url}`,
    '',
    'Point a service at it with',
    ...environmentOf(sandbox.settings),
  ]);
  return sandbox;
}

function banner(app: App, { auth, doors }: Config): string[] {
  return [
    '',
    'Real-name verification subgraph',
    `  GraphQL     ${app.url}/graphql   (HTTP, WebSocket, SSE)`,
    ...(doors.graphiql ? [`  GraphiQL    ${app.url}/`] : []),
    ...(app.sandboxUrl ? [`  Sandbox     ${app.sandboxUrl}/   (nobody is really verified here)`] : []),
    `  Callbacks   ${app.publicUrl}/callbacks/onenet/{token}`,
    `  Health      ${app.url}/readyz   ${app.url}/healthz   ${app.metricsUrl}`,
    ...(auth.mode === 'dev'
      ? [
          '',
          '  AUTH_MODE=dev: every request is believed about who it is. For development on this machine only.',
          '  See it work: npm run demo',
        ]
      : []),
    '',
  ];
}

function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** What the operator can mend is told in one message; anything else is a bug, and comes with its trace. */
function fail(error: unknown): never {
  const text = explain(error) ?? (error instanceof Error ? error.stack : String(error));
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

function explain(error: unknown): string | null {
  if (error instanceof ConfigError || error instanceof StoreOpenError) return error.message;
  if (!(error instanceof Error) || !('code' in error)) return null;
  switch (error.code) {
    case 'EADDRINUSE':
      return `${addressOf(error)} is taken by another program. Stop that one, or set PORT to a free port.`;
    case 'EACCES':
      return `${addressOf(error)} may not be opened by this user. Set PORT to 1024 or above.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST names no address of this machine (${addressOf(error)}).`;
    default:
      return null;
  }
}

function addressOf(error: Error): string {
  const { address, port } = error as Error & { address?: string; port?: number };
  return `${address ?? 'The address'}${port === undefined ? '' : `:${port}`}`;
}

main(process.argv.slice(2)).catch(fail);
