import { type FarEnd, openFarEnd, type Reaction, type Received } from './far-end';

/** A request for a page as LinkID gets it (linkid.md, section 一). */
export interface SeenPage {
  readonly type: unknown;
  readonly data: Readonly<Record<string, unknown>>;
  /** As it was sent: encoded. */
  readonly redirectUri: string;
}

/** `count` says the how manieth request of its kind this is, from 1. */
type React = (request: Received, count: number) => Reaction;

export interface FakeLinkIdOptions {
  /** The answer to a request for a page. Default: a page's address, another for every request. */
  readonly page?: React;
  /** The answer to a question for the result behind `at`. Default: passed, for the page that was asked for last. */
  readonly result?: (at: string, count: number) => Reaction;
  /** The answer to a photo. Default: passed. */
  readonly photo?: React;
  /** The answer to an application's start, and to a question for its last result. Default: passed. */
  readonly app?: React;
  /** The answer of the single sign-on. Default: a new token each time, for two hours. */
  readonly token?: React;
}

export interface FakeLinkId extends Pick<FarEnd, 'received' | 'close'> {
  readonly baseUrl: string;
  /** The settings that lead a service here. */
  readonly env: Readonly<Record<string, string>>;
  readonly pages: readonly SeenPage[];
  /** Every `at` that was asked about. */
  readonly asked: readonly string[];
  readonly photos: readonly Received[];
  readonly apps: readonly Received[];
  readonly tokens: readonly Received[];
  /** When that many questions about an `at` have come. */
  haveAsked(count: number): Promise<void>;
  /** The address to which a browser returns from the page that was requested last. */
  returnAddress(at: string): string;
  /** The result that belongs to the page which was asked for last. */
  verdict(passed: boolean, changes?: Readonly<Record<string, unknown>>): Reaction;
}

const realName = '/linkid/public/api/aggregate/realname';
const appReal = '/app/appreal/public';

export const fakeClientSecret = 'invented s3cret & + of ours';

/** LinkID's far end with its single sign-on and its application checks: keeps what it was sent, reacts as told. */
export async function openFakeLinkId(options: FakeLinkIdOptions = {}): Promise<FakeLinkId> {
  const pages: SeenPage[] = [];
  const asked: string[] = [];
  const seen = { photos: [] as Received[], apps: [] as Received[], tokens: [] as Received[] };
  const waiting: { readonly count: number; resolve(): void }[] = [];

  const lastPage = () => {
    const page = pages.at(-1);
    if (!page) throw new Error('nobody has asked for a page');
    return page;
  };
  const verdict: FakeLinkId['verdict'] = (passed, changes = {}) =>
    ok({ realNameResult: passed, registerData: { ...lastPage().data, ...changes } });

  const farEnd = await openFarEnd((request) => {
    const path = request.url.split('?', 1)[0] ?? '';
    if (path === '/sso/oauth2.0/accessToken') {
      return (options.token ?? issueToken)(request, seen.tokens.push(request));
    }
    if (path.startsWith(appReal)) {
      return (options.app ?? passApplication)(request, seen.apps.push(request));
    }
    if (path === `${realName}/auth`) {
      const count = pages.push(JSON.parse(request.body) as SeenPage);
      return options.page?.(request, count) ?? ok(`https://linkid.example/public/${count}.html`);
    }
    if (path === `${realName}/validate`) {
      const count = seen.photos.push(request);
      return options.photo?.(request, count) ?? ok({ realNameResult: true });
    }
    if (path.startsWith(`${realName}/query/`)) {
      const at = decodeURIComponent(path.slice(`${realName}/query/`.length));
      const count = asked.push(at);
      for (const waiter of waiting) if (asked.length >= waiter.count) waiter.resolve();
      return options.result?.(at, count) ?? verdict(true);
    }
    return { status: 404 };
  });

  const { baseUrl, received } = farEnd;
  return {
    baseUrl,
    received,
    env: {
      LINKID_BASE_URL: baseUrl,
      LINKID_SSO_URL: `${baseUrl}/sso`,
      APPREAL_BASE_URL: `${baseUrl}/app`,
      LINKID_CLIENT_ID: 'invented-client',
      LINKID_CLIENT_SECRET: fakeClientSecret,
    },
    pages,
    asked,
    ...seen,
    haveAsked: (count) =>
      new Promise((resolve) => {
        if (asked.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    returnAddress: (at) => `${decodeURIComponent(lastPage().redirectUri)}?at=${encodeURIComponent(at)}`,
    verdict,
    close: () => farEnd.close(),
  };
}

/** An answer in LinkID's frame. */
export function ok(data: unknown): Reaction {
  return { json: { code: 200, message: 'OK', data } };
}

/** A refusal in LinkID's frame; the document names no code but 200. */
export function refuse(code: number, message = '未知状态'): Reaction {
  return { json: { code, message, data: null } };
}

const issueToken: React = (_request, count) => ({
  json: { access_token: `linkid-token-${count}`, token_type: 'bearer', expires_in: 7200 },
});

/** A start leads to the application that it names; a result to an application. */
const passApplication: React = ({ url }) => ({
  status: 302,
  location: new URL(url, 'http://appreal').searchParams.get('service') ?? 'http://127.0.0.1:9/portal',
});
