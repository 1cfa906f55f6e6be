import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { bodyText, faultyField, json, jsonBody, sendAnswer, type TwinAnswer } from '../exchange';
import { sendPage } from '../html';
import { acceptAnyText } from '../text-body';
import type { Twin, TwinTools } from '../twin';
import { AppDesk } from './app-desk';
import { appRealGuide, troubleAnswer, userMagicOf } from './magic';
import { allowFormRedirects, appCheckPage, clickedVerdict, interceptPage } from './pages';
import { headerAddress, isWebAddress } from './web-address';

const platform = z.enum(['PC', 'PHONE']);
const startQuery = z.object({
  service: z.string().refine(isWebAddress),
  userId: z.string().min(1),
  platform,
});
const resultQuery = z.object({ platform });
const decideBody = z.object({ appId: z.string(), platform, passed: z.boolean() });

/** Section 五 of linkid.md: browsers come without a token, and every answer is a redirect. */
export function createAppRealTwin(tools: TwinTools): Twin {
  const desk = new AppDesk(tools.baseUrl);
  return {
    prefix: '/appreal-server',
    guide: appRealGuide,
    register(server) {
      acceptAnyText(server);
      allowFormRedirects(server);
      server.get<{ Params: { appId: string } }>('/appreal/public/start/:appId', (request, reply) => {
        const query = startQuery.safeParse(queryOf(request));
        if (!query.success) return sendAnswer(reply, malformed(query.error));
        const magic = userMagicOf(query.data.userId);
        if (magic.kind === 'trouble') return sendAnswer(reply, troubleAnswer(magic.trouble));
        if (magic.kind === 'elsewhere') {
          return reply.redirect(elsewhere(tools.baseUrl(), query.data.service, magic.to), 302);
        }
        tools.log.info({ twin: 'linkid', platform: query.data.platform }, 'application check started');
        return reply.redirect(desk.start({ appId: request.params.appId, ...query.data }), 302);
      });
      server.get<{ Params: { appId: string } }>('/appreal/public/result/:appId', (request, reply) => {
        const query = resultQuery.safeParse(queryOf(request));
        if (!query.success) return sendAnswer(reply, malformed(query.error));
        return reply.redirect(desk.result({ appId: request.params.appId, ...query.data }), 302);
      });
      registerPages(server, desk);
      registerDecide(server, desk);
    },
  };
}

/** Balancers and sign-ons in front of a server redirect, too: that says nothing about the person. */
function elsewhere(baseUrl: string, service: string, to: 'login' | 'https'): string {
  return to === 'login'
    ? `${baseUrl}/cas/login;jsessionid=AB12?service=${encodeURIComponent(service)}`
    : headerAddress(service.replace(/^http:/, 'https:'));
}

function registerPages(server: FastifyInstance, desk: AppDesk): void {
  const pages = '/public/client/realname';
  const title = '应用实名核身（沙箱）';
  server.get(`${pages}/:device/intercept`, (request, reply) =>
    sendPage(reply, title, interceptPage(searchOf(request))),
  );
  server.get<{ Params: { checkId: string } }>(`${pages}/check/:checkId`, (request, reply) => {
    const check = desk.check(request.params.checkId);
    if (check === undefined) return reply.callNotFound();
    return sendPage(reply, title, appCheckPage(check.start.appId, check.start.userId));
  });
  server.post<{ Params: { checkId: string } }>(`${pages}/check/:checkId`, (request, reply) => {
    const check = desk.check(request.params.checkId);
    if (check === undefined) return reply.callNotFound();
    const passed = clickedVerdict(bodyText(request));
    if (passed === null) return reply.code(400).send({ error: 'passed must be true or false' });
    return reply.redirect(desk.decide(check, passed), 302);
  });
}

/** For tests and demonstrations: decides the last check of an application on a platform, as a click would. */
function registerDecide(server: FastifyInstance, desk: AppDesk): void {
  server.post('/sandbox/decide', (request, reply) => {
    const body = decideBody.safeParse(jsonBody(request));
    if (!body.success) return reply.code(400).send({ error: 'appId, platform and passed are required' });
    const check = desk.last(body.data);
    if (check === undefined) return reply.code(404).send({ error: 'no check has been started there' });
    return reply.send({ redirectTo: desk.decide(check, body.data.passed) });
  });
}

function searchOf({ url }: FastifyRequest): URLSearchParams {
  return new URL(url, 'http://appreal').searchParams;
}

function queryOf(request: FastifyRequest): Record<string, string> {
  return Object.fromEntries(searchOf(request));
}

function malformed(error: z.ZodError): TwinAnswer {
  return json({ code: 400, message: `参数错误：${faultyField(error)}`, data: null }, 400);
}
