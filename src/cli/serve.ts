import type { Command } from 'commander';
import type { App } from '../app/app';
import { type Config, loadConfig } from '../config/config';
import { examples, type On, type Run } from './command';
import { type Running, untilStopped } from './running';
import type { ExitCode } from './terminal';

export function addServe(program: Command, on: On): void {
  program
    .command('serve')
    .summary('run the service; the default command')
    .description(
      'Runs the service until SIGTERM or SIGINT: then it accepts nothing new, finishes the work under way, and closes. With --json it writes only JSON lines; the first with "event" has the addresses.',
    )
    .addHelpText(
      'after',
      examples('realname', 'PORT=8080 PUBLIC_URL=https://realname.example.com realname serve'),
    )
    .action(on(serve));
}

async function serve(run: Run): Promise<ExitCode> {
  await untilStopped(run.terminal, (stopped) => open(run, stopped));
  return 0;
}

async function open({ terminal, output }: Run, stopped: AbortSignal): Promise<Running> {
  const config = loadConfig(terminal.env);
  // Loaded here, so that the other commands do not wait for it.
  const { createApp } = require('../app/app') as typeof import('../app/app');
  const app = await createApp(config, { stopped, hasThreads: true }).catch((error: unknown) => {
    if (stopped.aborted && error instanceof Error && error.name === 'StartStopped') return null;
    throw error;
  });
  if (app === null) return { close: async () => {} };
  const { url, publicUrl, metricsUrl, sandboxUrl } = app;
  output.result({ event: 'serving', url, publicUrl, metricsUrl, sandboxUrl }, banner(app, config));
  return app;
}

function banner(app: App, { auth, database, server }: Config): string[] {
  return [
    '',
    'Real-name verification subgraph',
    `  GraphQL     ${app.url}/graphql   (HTTP, WebSocket, SSE)`,
    ...(server.graphiql ? [`  GraphiQL    ${app.url}/`] : []),
    ...(app.sandboxUrl ? [`  Sandbox     ${app.sandboxUrl}/   (verifies no real person)`] : []),
    `  Callbacks   ${app.publicUrl}/callbacks/onenet/{token}`,
    ...(database.kind === 'sqlite' ? [`  Data        ${database.path}`] : []),
    `  Health      ${app.url}/readyz   ${app.url}/healthz   ${app.metricsUrl}`,
    ...(auth.mode === 'dev'
      ? [
          '',
          '  AUTH_MODE=dev: the service trusts what every request says about its caller. For development on this machine only.',
          '  See it work: the tabs Start and Follow of GraphiQL, or npm run demo in the repository',
        ]
      : []),
    '',
  ];
}
