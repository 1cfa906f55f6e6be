import { join } from 'node:path';
import { startPage } from './server/page.mts';
import { type Service, startService } from './server/service.mts';
import { startSupergraph } from './server/supergraph.mts';

/**
 * The page and everything it needs: our service with its sandbox, the neighbours, a router over them. PORT is the
 * page's port. Ends with all of it on a signal, or when the service ends.
 */
interface Example {
  readonly pageUrl: string;
  readonly gatewayUrl: string;
  readonly service: Service;
}

const root = import.meta.dirname;
const projectRoot = join(root, '../..');
const stack = new AsyncDisposableStack();

/** The page shows the purposes of the same file, and asks for the consents that the service insists on. */
const settings = { ROUTING_POLICY: join(root, 'policy.json'), CONSENT: 'enforce' };

async function start(): Promise<Example> {
  const port = portOf(process.env['PORT']);
  const service = await startService(projectRoot, settings);
  stack.defer(service.close);
  const gatewayUrl = await startSupergraph(stack, projectRoot, service.url);
  return { service, gatewayUrl, pageUrl: await startPage(stack, { root, graphqlUrl: gatewayUrl, port }) };
}

function portOf(given: string | undefined): number | null {
  if (given === undefined || given === '') return null;
  if (/^\d{1,5}$/.test(given) && Number(given) < 65_536) return Number(given);
  throw new Error('PORT must be a whole number from 0 to 65535.');
}

function banner({ pageUrl, gatewayUrl, service }: Example): string {
  return [
    '',
    'Real-name verification, the example',
    `  Open        ${pageUrl}`,
    '',
    `  Router      ${gatewayUrl}   (Hive Gateway over verification, users and departments)`,
    `  Service     ${service.url}/graphql`,
    `  Sandbox     ${service.sandboxUrl}/   (no one is really verified here; its page lists the magic values)`,
    '',
    '  Ctrl-C stops everything.',
    '',
    '',
  ].join('\n');
}

let ending: Promise<never> | undefined;

/** Leaves nothing running, whatever happened. Once it is ending, further reasons to end do not matter. */
function end(exitCode: number): Promise<never> {
  ending ??= stack.disposeAsync().then(() => process.exit(exitCode));
  return ending;
}

function fail(error: unknown): Promise<never> {
  if (!ending) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
  return end(1);
}

// A signal during the start ends it as cleanly as a later one: first the unfinished part, then all of it.
const starting = start();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    process.once(signal, () => process.exit(1));
    starting.then(
      () => end(0),
      () => end(1),
    );
  });
}
try {
  const example = await starting;
  process.stdout.write(banner(example));
  await example.service.ended;
  await fail('The service has ended.');
} catch (error) {
  await fail(error);
}
