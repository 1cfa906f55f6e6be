import type { Command } from 'commander';
import type { App } from '../app';
import { type Config, loadConfig } from '../config';
import { examples, type On, type Run } from './command';
import { type Running, untilStopped } from './running';
import type { ExitCode } from './terminal';

export function addServe(program: Command, on: On): void {
  program
    .command('serve')
    .summary('run the service; so does no command at all')
    .description(
      'Runs the service until SIGTERM or SIGINT: then it takes nothing new, brings what is under way to its end, and closes. With --json all it writes is JSON lines; the first with "event" has the addresses.',
    )
    .addHelpText(
      'after',
      examples('realname', 'PORT=8080 PUBLIC_URL=https://realname.example.com realname serve'),
    )
    .action(on(serve));
}

async function serve(run: Run): Promise<ExitCode> {
  await untilStopped(run.terminal, () => open(run));
  return 0;
}

async function open({ terminal, output }: Run): Promise<Running> {
  const config = loadConfig(terminal.env);
  // Loaded here: the other commands need none of it, and need not wait for it.
  const { createApp } = require('../app') as typeof import('../app');
  const app = await createApp(config);
  const { url, publicUrl, metricsUrl, sandboxUrl } = app;
  output.result({ event: 'serving', url, publicUrl, metricsUrl, sandboxUrl }, banner(app, config));
  return app;
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
