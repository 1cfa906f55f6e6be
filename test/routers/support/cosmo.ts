import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { documented } from './documented';
import { jwksAddress, type Router, type RouterScene, realnameAddress } from './router';
import { runProgram } from './run-program';

const composer = join(__dirname, 'compose-cosmo.mts');

/** The documented graph.yaml, by its place in the document, with another protocol if that is a comment there. */
const modes = [
  { mode: 'sse_post', place: 0 },
  { mode: 'sse', place: 0 },
  { mode: 'ws', place: 1 },
] as const;

export const cosmoRouters: readonly Router[] = modes.map(({ mode, place }) => ({
  mode,
  // Over a client's WebSocket it refuses every field with @authenticated: docs/routers.md.
  clients: ['sse'],
  persistedQueries: true,
  async start(scene) {
    const { folder, port, program, jwksUrl } = scene;
    const graph = join(folder, 'graph.yaml');
    writeFileSync(graph, graphOf(scene, place, mode));
    execFileSync(process.execPath, [composer, graph, join(folder, 'router.json')], { stdio: 'pipe' });
    const [config = ''] = documented('Cosmo Router', 'config.yaml', {
      [jwksAddress]: jwksUrl,
      '0.0.0.0:3002': `127.0.0.1:${port}`,
      './router.json': join(folder, 'router.json'),
    });
    writeFileSync(join(folder, 'config.yaml'), config);
    const origin = `http://127.0.0.1:${port}`;
    const running = await runProgram(
      program,
      ['-config', join(folder, 'config.yaml')],
      // Nothing of the test is to leave the machine, and other tests may use the port of its metrics.
      {
        PROMETHEUS_ENABLED: 'false',
        METRICS_OTLP_ENABLED: 'false',
        TRACING_ENABLED: 'false',
        GRAPHQL_METRICS_ENABLED: 'false',
      },
      `${origin}/health/ready`,
    );
    return { ...running, url: `${origin}/graphql` };
  },
}));

interface Graph {
  readonly version: number;
  readonly subgraphs: readonly {
    readonly name: string;
    readonly subscription: { readonly protocol: string };
  }[];
}

function graphOf({ subgraphs, folder }: RouterScene, place: number, protocol: string): string {
  const own = subgraphs.find(({ name }) => name === 'realname');
  const [text] = documented('Cosmo Router', 'graph.yaml', { [realnameAddress]: own?.url ?? '' }).slice(place);
  const graph = parse(text ?? '') as Graph;
  for (const { name, sdl } of subgraphs) writeFileSync(join(folder, schemaFileOf(name)), sdl);
  const [realname] = graph.subgraphs;
  const neighbours = subgraphs
    .filter(({ name }) => name !== 'realname')
    .map(({ name, url }) => ({ name, routing_url: url, schema: { file: `./${schemaFileOf(name)}` } }));
  const subscription = { ...realname?.subscription, protocol };
  return stringify({ ...graph, subgraphs: [{ ...realname, subscription }, ...neighbours] });
}

/** As in the document: ./verification.graphql. */
function schemaFileOf(name: string): string {
  return name === 'realname' ? 'verification.graphql' : `${name}.graphql`;
}
