import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@theguild/federation-composition';
import { parse as parseGraphQL } from 'graphql';
import { parse, stringify } from 'yaml';
import { documented } from './documented';
import { jwksAddress, type ListedSubgraph, type Router } from './router';
import { runProgram } from './run-program';

const modes = ['callback', 'sse', 'websocket'] as const;

export const hiveRouters: readonly Router[] = modes.map((mode) => ({
  mode,
  clients: ['websocket', 'sse', 'multipart'],
  persistedQueries: false,
  async start({ folder, port, callbackPort, program, jwksUrl, subgraphs }) {
    const supergraph = join(folder, 'supergraph.graphql');
    writeFileSync(supergraph, composed(subgraphs));
    const addresses = {
      [jwksAddress]: jwksUrl,
      './supergraph.graphql': supergraph,
      '0.0.0.0:4040': `127.0.0.1:${callbackPort}`,
      'https://router.internal.example:4040': `http://127.0.0.1:${callbackPort}`,
    };
    const [whole = ''] = documented('Hive Router', 'router.config.yaml', addresses);
    const [part = ''] = documented('Hive Router', 'router.config.yaml, in part', addresses);
    const config = join(folder, 'router.config.yaml');
    writeFileSync(config, configOf(mode, whole, part));
    const origin = `http://127.0.0.1:${port}`;
    const env = { ROUTER_CONFIG_FILE_PATH: config, HOST: '127.0.0.1', PORT: String(port) };
    const running = await runProgram(program, [], env, `${origin}/readiness`);
    return { ...running, url: `${origin}/graphql` };
  },
}));

/** The document says which part takes the place of which. */
function configOf(mode: (typeof modes)[number], whole: string, part: string): string {
  if (mode === 'callback') return whole;
  const config = parse(whole) as { readonly subscriptions: object };
  if (mode === 'websocket') return stringify({ ...config, ...(parse(part) as object) });
  const { callback: _, ...subscriptions } = config.subscriptions as { readonly callback: unknown };
  return stringify({ ...config, subscriptions });
}

function composed(subgraphs: readonly ListedSubgraph[]): string {
  const { supergraphSdl, errors = [] } = composeServices(
    subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parseGraphQL(sdl) })),
  );
  if (supergraphSdl === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
