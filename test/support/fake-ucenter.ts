import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as it came over the socket. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The very text of the body. */
  readonly body: string;
}

/** An answer, or what ucenter does instead of answering. */
export type UcenterReaction =
  | { readonly status?: number; readonly json: unknown }
  | { readonly status?: number; readonly raw: string }
  | 'hang'
  | 'cut';

/** `count` says the how manieth request of its kind this is, from 1. */
export type React = (request: SeenRequest, count: number) => UcenterReaction | Promise<UcenterReaction>;

export interface FakeUcenterOptions {
  /** The answer to verifications and merges. Default: approved. */
  readonly verify?: React;
  /** The answer to the result query. Default: the ticket is unknown. */
  readonly result?: React;
  /** The answer to whose token it is. Default: `ownerOfTokens`. */
  readonly owner?: React;
  /** The answer to a request for an SMS code. Default: sent. */
  readonly sms?: React;
  /** The answer of the token server. Default: a new token each time, for two hours. */
  readonly token?: React;
}

export interface FakeUcenter {
  /** The settings that lead a service here. */
  readonly env: Readonly<Record<string, string>>;
  /** Verifications and merges, in the order they came. */
  readonly verifications: readonly SeenRequest[];
  readonly results: readonly SeenRequest[];
  readonly tokens: readonly SeenRequest[];
  readonly owners: readonly SeenRequest[];
  readonly codes: readonly SeenRequest[];
  /** Resolves when the next verification or merge has come. */
  nextVerification(): Promise<void>;
  close(): Promise<void>;
}

const service = '/api/ucenter-service-provider/api/user/rnauth';

/** An approval that says nothing about the person; every ticket is another. */
export const approve: React = (_request, count) => ({
  json: {
    code: 200,
    message: 'OK',
    data: { rnAuthTicket: `T_203005${String(count).padStart(4, '0')}`, deviceId: 'D2030050001' },
  },
});

/** The refusal that the document shows of an identity that another account holds, for a merge to settle. */
export function takenBy(guid: string, mobileNo: string | null = '180******11'): UcenterReaction {
  return { json: { code: 409, message: '当前认证信息已被占用', data: { mobileNo, guid } } };
}

/** The account that a person's own token belongs to, unless a test says otherwise. */
export const ownerOfTokens = 'account-of-gao';

export function ownedBy(guid: string, more: object = {}): UcenterReaction {
  return { json: { code: 200, message: 'OK', data: { guid, merged: false, mergedGuid: null, ...more } } };
}

export function code(value: number | string, message = '未知状态'): UcenterReaction {
  return { json: { code: value, message, data: null } };
}

/** ucenter's far end on a real socket: keeps what it was sent, and reacts as the test says. */
export async function openFakeUcenter(options: FakeUcenterOptions = {}): Promise<FakeUcenter> {
  const kinds = {
    verifications: { seen: [] as SeenRequest[], react: options.verify ?? approve },
    results: { seen: [] as SeenRequest[], react: options.result ?? (() => code(404, '凭据不存在')) },
    tokens: { seen: [] as SeenRequest[], react: options.token ?? issueToken },
    codes: { seen: [] as SeenRequest[], react: options.sms ?? (() => code(200, 'OK')) },
    owners: { seen: [] as SeenRequest[], react: options.owner ?? (() => ownedBy(ownerOfTokens)) },
  };
  const waiting: (() => void)[] = [];
  const kindOf = (method: string, path: string) => {
    if (method === 'POST' && path === service) return kinds.verifications;
    if (method === 'GET' && path === `${service}/result`) return kinds.results;
    if (method === 'POST' && path.startsWith('/api/ucenter-service-provider/api/sms/code/'))
      return kinds.codes;
    if (method === 'GET' && path === '/api/open-auth/api/open/user/base') return kinds.owners;
    return method === 'POST' && path === '/open/access_token' ? kinds.tokens : null;
  };
  const server = createServer(async (incoming, response) => {
    const { method = '', url = '', headers } = incoming;
    const request = { method, url, headers, body: await text(incoming) };
    const kind = kindOf(method, url.split('?', 1)[0] ?? '');
    if (kind === kinds.verifications) for (const tell of waiting.splice(0)) tell();
    const reaction: UcenterReaction = kind
      ? await kind.react(request, kind.seen.push(request))
      : { status: 404, raw: 'There is nothing here.' };
    if (reaction === 'cut') response.destroy();
    if (typeof reaction === 'string') return;
    response.writeHead(reaction.status ?? 200, { 'content-type': 'application/json' });
    response.end('raw' in reaction ? reaction.raw : JSON.stringify(reaction.json));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    env: {
      UCENTER_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      UCENTER_CLIENT_ID: 'invented-client',
      UCENTER_CLIENT_SECRET: 'invented secret & + of ours',
    },
    verifications: kinds.verifications.seen,
    results: kinds.results.seen,
    tokens: kinds.tokens.seen,
    owners: kinds.owners.seen,
    codes: kinds.codes.seen,
    nextVerification: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      }),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const issueToken: React = (_request, count) => ({
  json: { access_token: `app-token-${count}`, expires_in: 7200 },
});
