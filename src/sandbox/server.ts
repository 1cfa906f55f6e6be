import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { type SandboxCredentials, sandboxCredentials } from './credentials';
import { checkHosts, hostCheck, refuseHost } from './host-check';
import { sendPage } from './html';
import { indexPage } from './index-page';
import { Jobs } from './jobs';
import { createLinkIdTwin } from './linkid/twin';
import { createOneNetTwin } from './onenet/twin';
import type { Twin, TwinLog, TwinTools } from './twin';
import { createUcenterTwin } from './ucenter/twin';
import { createYuxinTwin } from './yuxin/twin';

export interface SandboxOptions {
  /** Address to listen on. Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default: the machine's clock. */
  readonly now?: () => Date;
  /** The fetch that pushes results. Default: the global fetch. */
  readonly fetch?: typeof globalThis.fetch;
  /** Default: no log. */
  readonly log?: TwinLog;
  /** The sandbox's address for others, if it differs from the one it listens on; used in the addresses of pages. */
  readonly publicUrl?: string;
  /** Pauses before OneNET's repeats of an unacknowledged push, in milliseconds. Default 3000, 6000, 12000. */
  readonly retryDelaysMs?: readonly number[];
  /** Twins of providers besides the four, such as a test's. */
  readonly moreTwins?: (tools: TwinTools) => readonly Twin[];
  /** The credentials that the twins accept. Default: the published `sandboxCredentials`. */
  readonly credentials?: SandboxCredentials;
}

export interface Sandbox {
  /** Without a trailing slash. */
  readonly url: string;
  /** The settings that point a service at the twins. */
  readonly environment: Readonly<Record<string, string>>;
  /** Closes everything at once, including connections that are idle or left unanswered on purpose. */
  close(): Promise<void>;
}

/** Starts the four providers' twins on one port. Rejects if it cannot listen, and leaves nothing open. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const log = options.log ?? silent;
  const credentials = options.credentials ?? sandboxCredentials;
  const jobs = new Jobs(log);
  const closing = new AbortController();
  let url = '';
  const tools: TwinTools = {
    baseUrl: () => url,
    now: options.now ?? (() => new Date()),
    fetch: endingWith(closing.signal, options.fetch ?? globalThis.fetch),
    log,
    later: (delayMs, job) => jobs.later(delayMs, job),
  };
  const host = options.host ?? '127.0.0.1';
  const isOwnHost = hostCheck(host, options.publicUrl);
  const server = Fastify({
    forceCloseConnections: true,
    bodyLimit: maxBodyBytes,
    // An address that cannot be decoded is answered before any hook.
    frameworkErrors: (_error, request, reply: FastifyReply) =>
      isOwnHost(request.headers.host)
        ? reply.code(400).send({ error: 'The address cannot be read.' })
        : refuseHost(reply),
  });
  const close = async (): Promise<void> => {
    closing.abort();
    await Promise.all([server.close(), jobs.stop()]);
  };

  const twins = [
    createOneNetTwin(tools, credentials.onenet, {
      retryDelaysMs: options.retryDelaysMs ?? [3_000, 6_000, 12_000],
    }),
    ...createUcenterTwin(tools, credentials.ucenter),
    createYuxinTwin(tools, credentials.yuxin),
    ...createLinkIdTwin(tools, credentials.linkid),
    ...(options.moreTwins?.(tools) ?? []),
  ];
  checkHosts(server, isOwnHost);
  try {
    registerAll(server, twins);
    server.get('/', (_request, reply) =>
      sendPage(reply, '实名认证沙箱 Sandbox', indexPage(twins, environmentOf(twins))),
    );
    await server.listen({ host, port: options.port ?? 0 });
  } catch (error) {
    await close();
    throw error;
  }
  url = (options.publicUrl ?? addressOf(server)).replace(/\/+$/, '');
  return { url, environment: environmentOf(twins), close };
}

/** Faces and photos travel as Base64. */
const maxBodyBytes = 8 * 1024 * 1024;

const silent: TwinLog = { info() {}, warn() {} };

function environmentOf(twins: readonly Twin[]): Readonly<Record<string, string>> {
  return Object.assign({}, ...twins.map((twin) => twin.environment?.())) as Record<string, string>;
}

function registerAll(server: FastifyInstance, twins: readonly Twin[]): void {
  for (const twin of twins) {
    server.register(async (scope) => twin.register(scope), { prefix: twin.prefix });
  }
}

function addressOf(server: FastifyInstance): string {
  const { address, family, port } = server.server.address() as AddressInfo;
  // A wildcard is an address to listen on, not one to call.
  const host = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address;
  return `http://${family === 'IPv6' && host === address ? `[${host}]` : host}:${port}`;
}

function endingWith(signal: AbortSignal, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return (input, init) =>
    fetch(input, {
      ...init,
      signal: init?.signal ? AbortSignal.any([signal, init.signal]) : signal,
    });
}
