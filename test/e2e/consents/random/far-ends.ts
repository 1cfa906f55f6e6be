import type { Person } from './world';

/** ucenter and LinkID as functions: no socket costs time, and the pauses are the random generator's. */
export interface FarEndsOptions {
  readonly random: () => number;
  /** The person of an identity number, of a ticket, or of what a browser brings back. */
  readonly personOf: (key: string) => (Person & { readonly isChild: boolean }) | undefined;
  readonly received: (
    about: Person & { readonly isChild: boolean },
    usesFace: boolean,
    where: string,
  ) => void;
  /** The account that holds an identity already. */
  readonly holderOf: (about: Person) => string;
  readonly issued: (ticket: string, about: Person & { readonly isChild: boolean }) => void;
}

export const farEndsEnv = {
  UCENTER_BASE_URL: 'http://ucenter.test',
  UCENTER_CLIENT_ID: 'invented-client',
  UCENTER_CLIENT_SECRET: 'invented-secret',
  LINKID_BASE_URL: 'http://linkid.test',
  LINKID_SSO_URL: 'http://linkid.test/sso',
  APPREAL_BASE_URL: 'http://linkid.test/app',
  LINKID_CLIENT_ID: 'invented-client',
  LINKID_CLIENT_SECRET: 'invented-secret',
} as const;

export function openFarEnds(options: FarEndsOptions): typeof globalThis.fetch {
  const { random } = options;
  let tickets = 0;
  const ofBody = (body: string) => {
    for (const [number] of body.matchAll(/\d{17}[\dX]/g)) {
      const person = options.personOf(number);
      if (person) return person;
    }
    return undefined;
  };
  const answer = (path: string, query: URLSearchParams, body: string): unknown => {
    if (path.endsWith('/access_token') || path.endsWith('/accessToken')) {
      return { access_token: 'invented-token', token_type: 'bearer', expires_in: 7200 };
    }
    const luck = random();
    if (path.endsWith('/rnauth')) {
      const about = ofBody(body);
      // A relation names no number of the child: it is the guardian's own request.
      if (about) options.received(about, /FACE/.test(body), 'ucenter');
      if (!about || luck < 0.35) {
        tickets += 1;
        const ticket = `T_${tickets}`;
        if (about) options.issued(ticket, about);
        return { code: 200, message: 'OK', data: { rnAuthTicket: ticket, deviceId: 'D_1' } };
      }
      if (luck < 0.6 || body.includes('"MERGE"')) {
        return {
          code: 409,
          message: '占用',
          data: { mobileNo: '180******11', guid: options.holderOf(about) },
        };
      }
      return luck < 0.8 ? { code: 422, message: '不符', data: null } : 'silence';
    }
    if (path.endsWith('/rnauth/result')) {
      const about = options.personOf(query.get('rnAuthTicket') ?? '');
      if (about) options.received(about, false, 'ucenter, result');
      return luck < 0.5 ? { code: 404, message: '未知', data: null } : 'silence';
    }
    if (path.endsWith('/realname/auth') || path.endsWith('/realname/validate')) {
      const about = ofBody(body);
      if (!about) throw new Error(`LinkID was asked about a person whom the test does not know`);
      options.received(about, true, 'LinkID');
      if (path.endsWith('/auth')) {
        return luck < 0.8
          ? { code: 200, message: 'OK', data: `https://linkid.test/${tickets}.html` }
          : 'silence';
      }
      if (luck < 0.2) return 'silence';
      return { code: 200, message: 'OK', data: { realNameResult: luck < 0.5 } };
    }
    const at = /\/realname\/query\/(.+)$/.exec(path)?.[1];
    if (at !== undefined) {
      const about = options.personOf(decodeURIComponent(at));
      if (!about) throw new Error('LinkID was asked about a return that the test does not know');
      options.received(about, true, 'LinkID, query');
      return luck < 0.7 ? { code: 500, message: '处理中', data: null } : 'silence';
    }
    throw new Error(`no far end at ${path}`);
  };
  return async (input, init) => {
    await turns(random);
    const url = new URL(String(input));
    const given = answer(url.pathname, url.searchParams, String(init?.body ?? ''));
    await turns(random);
    if (given === 'silence')
      throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } });
    return new Response(JSON.stringify(given), {
      status: 200,
      headers: { 'content-type': 'application/json' },
    });
  };
}

/** Lets other operations go first, some turns of the event loop. */
export async function turns(random: () => number): Promise<void> {
  for (let left = Math.floor(random() * 4); left > 0; left -= 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
