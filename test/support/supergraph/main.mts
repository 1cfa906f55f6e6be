import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { startApolloGateway } from './apollo-gateway.mts';
import { composeSupergraph } from './compose.mts';
import { startDepartments } from './departments.mts';
import { startHiveGateway } from './hive-gateway.mts';
import { startUsers } from './users.mts';

/**
 * Runs two neighbours and four gateways over a service that runs already, as one process: the gateways are large, and
 * load several times faster by plain node than inside of a test. Writes one JSON line for each address and one with
 * `ready`; ends when its standard input ends, so that it cannot outlive the process that started it.
 */
interface Closable {
  close(): Promise<void>;
}

const { values } = parseArgs({
  options: {
    realname: { type: 'string', default: 'http://127.0.0.1:4001/graphql' },
    /** Only the neighbours, for routers that are programs of their own. */
    neighbours: { type: 'boolean', default: false },
    /** How many more accounts the user centre knows. */
    people: { type: 'string', default: '0' },
  },
});

const opened: Closable[] = [];

async function open<Thing extends Closable & { readonly url: string }>(
  name: string,
  opening: Promise<Thing>,
): Promise<Thing> {
  const thing = await opening;
  opened.push(thing);
  say({ name, url: thing.url });
  return thing;
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function start(): Promise<void> {
  const users = await open('users', startUsers({ people: Number(values.people) }));
  const departments = await open('departments', startDepartments());
  if (values.neighbours) return say({ ready: true });
  const schema = new URL('../../../schema/verification.graphql', import.meta.url);
  const realname = { name: 'realname', url: values.realname, sdl: await readFile(schema, 'utf8') };
  const supergraph = composeSupergraph([
    realname,
    { ...users, name: 'users' },
    { ...departments, name: 'departments' },
  ]);
  await open('apollo', startApolloGateway({ supergraph }));
  for (const subscriptions of ['ws', 'sse', 'callback'] as const) {
    await open(
      `hive-${subscriptions}`,
      startHiveGateway({ supergraph, subscriptions, callbackHeartbeatMs: 2500 }),
    );
  }
  say({ ready: true });
}

async function close(): Promise<void> {
  for (let thing = opened.pop(); thing; thing = opened.pop()) await thing.close();
}

process.stdin.once('end', close);
process.stdin.resume();
try {
  await start();
  // The process that started it may have ended meanwhile.
  if (process.stdin.readableEnded) await close();
} catch (error) {
  await close();
  throw error;
}
