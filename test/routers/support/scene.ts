import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSandbox } from '../../../src/sandbox/server';
import { startNeighbours } from '../../supergraph/supergraph';
import { startTestApp, type TestApp } from '../../support/app';
import { openFakeOneNet } from '../../support/fake-onenet';
import { openFileDatabase } from '../../support/file-database';
import { freePort } from '../../support/free-port';
import { openIdentityProvider } from '../../support/identity-provider';
import { temporaryFolder } from '../../support/temporary-folder';
import type { Router, RunningRouter } from './router';

const schema = readFileSync(join(__dirname, '../../../schema/verification.graphql'), 'utf8');

export interface Scene {
  readonly router: RunningRouter;
  readonly oneNet: Awaited<ReturnType<typeof openFakeOneNet>>;
  readonly login: Awaited<ReturnType<typeof openIdentityProvider>>;
  /** The service behind the router; another one after `restart`. */
  app(): TestApp;
  /** Ends the service and starts it again at its address, with its database. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A router over this service in jwt mode and two neighbours. */
export async function openScene(router: Router, program: string): Promise<Scene> {
  const [login, oneNet, twins] = await Promise.all([
    openIdentityProvider(),
    openFakeOneNet(),
    startSandbox(),
  ]);
  const database = openFileDatabase();
  const folder = temporaryFolder();
  const neighbours = await startNeighbours(1000);
  const [port, callbackPort, appPort] = [await freePort(), await freePort(), await freePort()];
  // The twin stands here as a provider that an operator has set up.
  const ucenter = Object.entries(twins.environment).filter(([name]) => name.startsWith('UCENTER_'));
  const start = () =>
    startTestApp({
      env: {
        ...login.env,
        ...Object.fromEntries(ucenter),
        ...oneNet.env,
        ...database.env,
        PORT: String(appPort),
        SUBSCRIPTION_CALLBACK_ALLOWLIST: `http://127.0.0.1:${callbackPort}`,
      },
    });
  let app = await start();
  const sdlOf = async (name: 'users' | 'departments') => {
    const { data } = await neighbours.send<{ _service: { sdl: string } }>(name, '{ _service { sdl } }');
    return data?._service.sdl ?? '';
  };
  const running = await router.start({
    program,
    folder: folder.path,
    subgraphs: [
      { name: 'realname', url: `${app.url}/graphql`, sdl: schema },
      { name: 'users', url: neighbours.addressOf('users'), sdl: await sdlOf('users') },
      { name: 'departments', url: neighbours.addressOf('departments'), sdl: await sdlOf('departments') },
    ],
    jwksUrl: login.env['AUTH_JWKS_URL'] ?? '',
    port,
    callbackPort,
  });
  return {
    router: running,
    oneNet,
    login,
    app: () => app,
    async restart() {
      await app.close();
      app = await start();
      // Connections to the service that ended are kept by fetch until they are used.
      while (!(await fetch(`${app.url}/readyz`).catch(() => null))?.ok);
    },
    async close() {
      await running.close();
      await app.close();
      await neighbours.close();
      await Promise.all([twins.close(), oneNet.close(), login.close(), database.close()]);
      folder.remove();
    },
  };
}
