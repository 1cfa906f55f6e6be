import { z } from 'zod';
import { createLinkIdTwin } from '../../../src/sandbox/linkid/twin';
import { type OpenTwins, openTwins } from './open-twins';

export interface Answer {
  readonly status: number;
  /** JSON, or text where it is not JSON. */
  readonly body: unknown;
  readonly location: string | null;
}

/** LinkID's twins with a caller that does what the document says. */
export interface OpenLinkId extends OpenTwins {
  readonly token: string;
  freshToken(): Promise<string>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** Sends JSON with the application's token; `headers` overlay the right ones. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** What a browser sends when a button of a page is clicked. */
  click(pageUrl: string, passed: string): Promise<Answer>;
}

export const client = { clientId: 'school-app', clientSecret: 'school-secret', sourceToken: 'source-token' };

export const realname = '/linkid-server/linkid/public/api/aggregate/realname';

export async function openLinkId(tokenLifetimeSeconds?: number): Promise<OpenLinkId> {
  const twins = await openTwins((tools) =>
    createLinkIdTwin(tools, {
      ...client,
      ...(tokenLifetimeSeconds === undefined ? {} : { tokenLifetimeSeconds }),
    }),
  );
  const freshToken = async () => {
    const response = await fetch(`${twins.url}/sso/oauth2.0/accessToken?${tokenQuery()}`);
    return z.object({ access_token: z.string() }).parse(await response.json()).access_token;
  };
  const token = await freshToken();
  const authorization = `Bearer ${token}`;
  return {
    ...twins,
    token,
    freshToken,
    get: async (path, headers) =>
      answerOf(await fetch(twins.url + path, { redirect: 'manual', headers: { authorization, ...headers } })),
    post: async (path, body, headers) =>
      answerOf(
        await fetch(twins.url + path, {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json; charset=utf-8', ...headers },
          body: JSON.stringify(body),
        }),
      ),
    click: async (pageUrl, passed) =>
      answerOf(
        await fetch(pageUrl, {
          method: 'POST',
          redirect: 'manual',
          body: new URLSearchParams({ passed }),
        }),
      ),
  };
}

export function tokenQuery(change: Record<string, string> = {}): URLSearchParams {
  return new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: client.clientId,
    client_secret: client.clientSecret,
    ...change,
  });
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const location = response.headers.get('location');
  try {
    return { status: response.status, body: JSON.parse(text), location };
  } catch {
    return { status: response.status, body: text, location };
  }
}

export const person = { name: '路小满', certType: '1', certNo: '41999919920304561X' };

export const redirectUri = 'https://school.example/returns?state=a%20b#top';

export function faceStart(data: Record<string, unknown> = {}, address = redirectUri) {
  return { type: '2', data: { ...person, ...data }, redirectUri: encodeURIComponent(address) };
}

/** Starts a check that must be accepted and returns the page's address. */
export async function openPage(linkId: OpenLinkId, start: object = faceStart()): Promise<string> {
  const answer = await linkId.post(`${realname}/auth`, start);
  const body = z.strictObject({ code: z.literal(200), message: z.literal('OK'), data: z.url() });
  return body.parse(answer.body).data;
}

/** Starts a check, decides it, and asks for the result. */
export async function queryAfter(linkId: OpenLinkId, passed: boolean, start?: object): Promise<Answer> {
  const { location } = await linkId.click(await openPage(linkId, start), String(passed));
  return linkId.get(`${realname}/query/${atOf(location)}`);
}

export function atOf(address: string | null): string {
  return new URL(address ?? '').searchParams.get('at') ?? '';
}

/** The first bytes of a JPEG are all that the twin looks at. */
export const photo = Buffer.from('ffd8ffe000104a464946', 'hex').toString('base64');

export function photoCheck(parameters: Record<string, unknown> = {}) {
  return { type: 2, parameters: { ...person, idPicture: photo, ...parameters } };
}
