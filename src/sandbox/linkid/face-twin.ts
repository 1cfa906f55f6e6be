import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { ApplicationTokens } from '../application-tokens';
import { bodyText, jsonBody, sendAnswer, type TwinAnswer } from '../exchange';
import { sendPage } from '../html';
import { acceptAnyText } from '../text-body';
import type { Twin, TwinTools } from '../twin';
import { AccessCheck, unauthorized } from './access-check';
import { FaceDesk, ok } from './face-desk';
import { type FaceStart, readFaceStart, readPhotoCheck } from './face-request';
import { linkIdGuide, nameMagicOf, troubleAnswer } from './magic';
import { allowFormRedirects, clickedVerdict, facePage } from './pages';
import { callLinkIdSource } from './source-client';
import { isWebAddress } from './web-address';

const api = '/linkid/public/api/aggregate/realname';

/** Sections 一 to 三 of linkid.md, the page between them, and the client of section 四. */
export function createFaceTwin(tools: TwinTools, tokens: ApplicationTokens, sourceToken: string): Twin {
  const desk = new FaceDesk();
  const access = new AccessCheck(tokens);
  return {
    prefix: '/linkid-server',
    guide: linkIdGuide,
    register(server) {
      acceptAnyText(server);
      allowFormRedirects(server);
      server.post(`${api}/auth`, (request, reply) => {
        const entry = access.enter(request, readFaceStart(jsonBody(request)), ({ data }) => data.name);
        return sendAnswer(reply, entry.ok ? startAnswer(tools, desk, entry.value) : entry.answer);
      });
      server.post(`${api}/validate`, (request, reply) => {
        const entry = access.enter(request, readPhotoCheck(jsonBody(request)), ({ name }) => name);
        return sendAnswer(reply, entry.ok ? desk.checkPhoto(entry.value) : entry.answer);
      });
      server.get<{ Params: { at: string } }>(`${api}/query/:at`, (request, reply) =>
        sendAnswer(reply, access.admits(request) ? desk.query(request.params.at) : unauthorized),
      );
      registerPage(server, desk);
      registerDecide(server, desk);
      registerAskSource(server, tools, sourceToken);
    },
  };
}

function startAnswer(tools: TwinTools, desk: FaceDesk, start: FaceStart): TwinAnswer {
  const magic = nameMagicOf(start.data.name);
  if (magic?.kind === 'trouble' && magic.at === 'start') return troubleAnswer(magic.trouble);
  const { pageId } = desk.open(start);
  tools.log.info({ twin: 'linkid' }, 'face page opened');
  return ok(`${tools.baseUrl()}/linkid-server/public/${pageId}.html`);
}

function registerPage(server: FastifyInstance, desk: FaceDesk): void {
  const path = '/public/:pageId.html';
  server.get<{ Params: { pageId: string } }>(path, (request, reply) => {
    const page = desk.page(request.params.pageId);
    if (page === undefined) return reply.callNotFound();
    return sendPage(reply, 'LinkID 人脸核身（沙箱）', facePage(page.start.data.name));
  });
  server.post<{ Params: { pageId: string } }>(path, (request, reply) => {
    const page = desk.page(request.params.pageId);
    if (page === undefined) return reply.callNotFound();
    const passed = clickedVerdict(bodyText(request));
    if (passed === null) return refuse(reply, 400, 'passed must be true or false');
    return reply.redirect(desk.decide(page, passed), 302);
  });
}

const decideBody = z.union([
  z.object({ pageId: z.string(), passed: z.boolean() }),
  z
    .object({ url: z.string(), passed: z.boolean() })
    .transform(({ url, passed }) => ({ pageId: /([^/]+)\.html$/.exec(url)?.[1] ?? '', passed })),
]);

/** For tests and demonstrations: acts like a click and returns the address for the browser. */
function registerDecide(server: FastifyInstance, desk: FaceDesk): void {
  server.post('/sandbox/decide', (request, reply) => {
    const body = decideBody.safeParse(jsonBody(request));
    if (!body.success) return refuse(reply, 400, 'pageId or url, and passed are required');
    const page = desk.page(body.data.pageId);
    if (page === undefined) return refuse(reply, 404, 'there is no such page');
    return reply.send({ redirectTo: desk.decide(page, body.data.passed) });
  });
}

const askSourceBody = z.object({
  // The call carries a token and is open to every caller: it must stay on this machine.
  url: z.string().refine((url) => isWebAddress(url) && isLoopback(new URL(url).hostname)),
  parameters: z.record(z.string(), z.unknown()),
});

/** For demonstrations: makes LinkID query a third-party data source on this machine (section 四). */
function registerAskSource(server: FastifyInstance, tools: TwinTools, token: string): void {
  server.post('/sandbox/ask-source', async (request, reply) => {
    const body = askSourceBody.safeParse(jsonBody(request));
    if (!body.success) return refuse(reply, 400, 'url on this machine and parameters are required');
    try {
      return await callLinkIdSource(tools, { ...body.data, token });
    } catch {
      return refuse(reply, 502, 'the source did not answer');
    }
  });
}

function isLoopback(hostname: string): boolean {
  return ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}

function refuse(reply: FastifyReply, status: number, error: string): FastifyReply {
  return reply.code(status).send({ error });
}
