import type { Twin, TwinTools } from '../../../src/sandbox/twin';

const token = 'sandbox-acme-token';

/**
 * ACME's twin. Codes: 0001 does not fit; 0002 is decided at the second question; 0009 is on a badge that another account
 * has. Every other code fits. The badge B-EARLY has its visit decided before the visit is confirmed.
 */
export function createAcmeTwin({ baseUrl, fetch }: TwinTools): Twin {
  const notified = new Map<string, string>();
  const desks = new Map<string, string>();
  const push = async (visit: string, notify: string, verdict: string, round: number) => {
    const response = await fetch(notify, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ visit, verdict, round }),
    });
    return { status: response.status, body: await response.json() };
  };
  const nextVisit = () => `V-${notified.size + 1}`;
  return {
    prefix: '/acme',
    environment: () => ({ ACME_BASE_URL: `${baseUrl()}/acme`, ACME_TOKEN: token }),
    register(server) {
      server.addHook('onRequest', async (request, reply) => {
        const isPublic = request.url.startsWith('/acme/decide') || request.url.startsWith('/acme/page');
        if (!isPublic && request.headers.authorization !== token) return reply.code(401).send({});
        return undefined;
      });
      server.post<{ Body: { badge: string; code: string } }>('/check', ({ body: { badge, code } }) => {
        const holder = { phone: '180******11', account: `holder-of-${badge}` };
        if (code === '0001') return { verdict: 'no' };
        if (code === '0009') return { verdict: 'taken', holder };
        return code === '0002' ? { verdict: 'later', ticket: `T-${badge}` } : { verdict: 'yes' };
      });
      server.get('/check/:ticket', () => ({ verdict: 'yes' }));
      server.post<{ Body: { claim: unknown; code: string; account: string } }>('/merges', ({ body }) => ({
        verdict: body.code === '4711' ? 'yes' : 'no',
      }));

      server.post<{ Body: { badge: string; notify: string } }>('/visits', async ({ body }) => {
        const visit = nextVisit();
        notified.set(visit, body.notify);
        if (body.badge === 'B-EARLY') await push(visit, body.notify, 'yes', 1);
        return { visit, page: `${baseUrl()}/acme/page/${visit}` };
      });
      server.post<{ Body: { visit: string; verdict: string; round: number; at?: string } }>(
        '/decide',
        ({ body: { visit, verdict, round, at = visit } }) =>
          push(visit, notified.get(at) ?? '', verdict, round),
      );

      server.post<{ Body: { badge: string; back: string } }>('/desks', ({ body: { badge, back } }) => {
        desks.set(badge, back);
        return { page: `${baseUrl()}/acme/page/desk/${encodeURIComponent(badge)}` };
      });
      server.get<{ Params: { badge: string }; Querystring: { pass?: string } }>(
        '/page/desk/:badge',
        ({ params: { badge }, query: { pass = `P-${badge}` } }, reply) =>
          reply.redirect(`${desks.get(badge)}?pass=${encodeURIComponent(pass)}`, 303),
      );
      server.get<{ Params: { pass: string } }>('/passes/:pass', ({ params: { pass } }) => ({
        verdict: pass.endsWith('NO') ? 'no' : 'yes',
      }));
    },
  };
}
