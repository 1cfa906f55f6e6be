import { startTestApp, type TestApp } from '../../support/app';
import { openFakeYuxin } from '../../support/fake-yuxin';
import { type IdentityProvider, openIdentityProvider } from '../../support/identity-provider';
import { type MatrixCaller, matrixCallers } from './callers';
import { nobodysThings, ownersThings, type Things, withoutLimits } from './things';
import { overHttp, overSocket, type Transport } from './transports';

/** One caller's way in, with the name that a failing test shows. */
export interface Way {
  readonly name: string;
  readonly caller: MatrixCaller;
  readonly transport: Transport;
}

/** One service, everybody who might ask it, and what they might ask for. */
export interface Matrix {
  readonly app: TestApp;
  readonly login: IdentityProvider;
  readonly callers: readonly MatrixCaller[];
  readonly ways: readonly Way[];
  /** Callers whose socket was refused. */
  readonly turnedAway: readonly string[];
  readonly things: Things;
  readonly unknown: Things;
  tokenOf(name: string): string;
  close(): Promise<void>;
}

const yuxinKey = Buffer.from('0123456789abcdef');

export async function openMatrix(): Promise<Matrix> {
  const login = await openIdentityProvider();
  // One real provider next to the sandbox, by which no account is real-name verified.
  const yuxin = await openFakeYuxin({ cipher: 'aes-128-cbc', key: yuxinKey, encoding: 'base64' });
  const env = { YUXIN_BASE_URL: yuxin.baseUrl, YUXIN_TOKEN: 'token', YUXIN_KEY: yuxinKey.toString() };
  const app = await startTestApp({ env: { ...login.env, ...env, ...withoutLimits } });
  const callers = await matrixCallers(login);
  const tokenOf = (name: string): string => {
    const token = callers.find((caller) => caller.name === name)?.token;
    if (!token) throw new Error(`${name} has no token`);
    return token;
  };
  const things = await ownersThings(app, tokenOf('owner'), tokenOf('other'));
  const sockets = await Promise.all(
    callers.map(async (caller) => ({ caller, transport: await overSocket(app, caller) })),
  );
  const ways = [
    ...callers.map((caller) => ({ name: `${caller.name}, HTTP`, caller, transport: overHttp(app, caller) })),
    ...sockets.flatMap(({ caller, transport }) =>
      transport ? [{ name: `${caller.name}, WebSocket`, caller, transport }] : [],
    ),
  ];
  return {
    app,
    login,
    callers,
    ways,
    turnedAway: sockets.filter(({ transport }) => transport === null).map(({ caller }) => caller.name),
    things,
    unknown: nobodysThings(),
    tokenOf,
    async close() {
      for (const { transport } of ways) await transport.close();
      await app.close();
      await login.close();
      await yuxin.close();
    },
  };
}
