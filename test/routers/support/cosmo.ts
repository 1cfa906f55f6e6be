import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseGraphQL, print } from 'graphql';
import { parse, stringify } from 'yaml';
import { documented } from './documented';
import { jwksAddress, type Router, type RouterScene, realnameAddress } from './router';
import { runProgram } from './run-program';
import { withoutMarks } from './without-marks';

const composer = join(__dirname, 'compose-cosmo.mts');

interface Mode {
  readonly mode: string;
  /** Which of the documented files graph.yaml. */
  readonly place: number;
  readonly subscription: { readonly protocol: string; readonly websocketSubprotocol?: string };
  readonly clients: Router['clients'];
  /** Without the marks for callers, as the document advises for clients on WebSockets. */
  readonly isUnmarked?: true;
}

const modes: readonly Mode[] = [
  { mode: 'sse_post', place: 0, subscription: { protocol: 'sse_post' }, clients: ['sse', 'multipart'] },
  // A comment in the document.
  { mode: 'sse', place: 0, subscription: { protocol: 'sse' }, clients: ['sse', 'multipart'] },
  { mode: 'ws', place: 1, subscription: { protocol: 'ws' }, clients: ['sse', 'multipart'] },
  {
    mode: 'ws, auto, and a schema without marks for callers',
    place: 1,
    subscription: { protocol: 'ws', websocketSubprotocol: 'auto' },
    clients: ['websocket', 'sse'],
    isUnmarked: true,
  },
];

export const cosmoRouters: readonly Router[] = modes.map((mode) => ({
  mode: mode.mode,
  clients: mode.clients,
  hidesRefusedTokens: true,
  persistedQueries: true,
  async start(scene) {
    const { folder, port, program, jwksUrl } = scene;
    const graph = join(folder, 'graph.yaml');
    writeFileSync(graph, graphOf(scene, mode));
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

function graphOf({ subgraphs, folder }: RouterScene, { place, subscription, isUnmarked }: Mode): string {
  const listed = subgraphs.find(({ name }) => name === 'realname');
  const [text] = documented('Cosmo Router', 'graph.yaml', { [realnameAddress]: listed?.url ?? '' }).slice(
    place,
  );
  const graph = parse(text ?? '') as Graph;
  for (const { name, sdl } of subgraphs) {
    const composed = isUnmarked ? print(withoutMarks(parseGraphQL(sdl))) : sdl;
    writeFileSync(join(folder, schemaFileOf(name)), composed);
  }
  const [realname] = graph.subgraphs;
  const neighbours = subgraphs
    .filter(({ name }) => name !== 'realname')
    .map(({ name, url }) => ({ name, routing_url: url, schema: { file: `./${schemaFileOf(name)}` } }));
  const own = { ...realname, subscription: { ...realname?.subscription, ...subscription } };
  return stringify({ ...graph, subgraphs: [own, ...neighbours] });
}

/** As in the document: ./verification.graphql. */
function schemaFileOf(name: string): string {
  return name === 'realname' ? 'verification.graphql' : `${name}.graphql`;
}
