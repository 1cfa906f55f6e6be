import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { OneNetCredentials } from '../credentials';
import { sendPage } from '../html';
import { marked } from '../reserved';
import { acceptAnyText, parseJsonText } from '../text-body';
import type { Twin, TwinTools } from '../twin';
import { AuditDesk } from './audit-desk';
import { checkAuthorization } from './authorization';
import { Courier } from './delivery';
import { behaviourOf, oneNetMagic } from './magic';
import { authPage, isChoice } from './page';
import { readStartRequest, type StartRequest } from './start-request';

export interface OneNetTwinOptions {
  /** Pauses before each repeat of an unacknowledged push, in milliseconds. */
  readonly retryDelaysMs: readonly number[];
}

/** The document names no errno except 0; these are the twin's own. */
const errnos = { invalidParameter: 3, refused: 10_001, unauthorized: 10_403 } as const;

const prefix = '/onenet';

/** OneNET's real-name service (onenet.md): the start, the person's page, the result pushes and their repeats. */
export function createOneNetTwin(
  tools: TwinTools,
  credentials: OneNetCredentials,
  options: OneNetTwinOptions,
): Twin {
  const desk = new AuditDesk(tools, new Courier(tools, options.retryDelaysMs));
  return {
    prefix,
    guide: {
      title: { zh: 'OneNET 实名认证', en: 'OneNET' },
      magicField: {
        zh: '保留号段 154154x0000 至 154154x0012 中的手机号 phone（x 为任意数字）；其他号码等待页面上的点击。',
        en: 'Phone numbers of the reserved block 154154x0000 to 154154x0012 (x is any digit); every other number waits for a click on the page.',
      },
      magicValues: oneNetMagic,
    },
    environment: () => ({
      ONENET_BASE_URL: tools.baseUrl() + prefix,
      ONENET_ACCESS_KEY: credentials.accessKey,
      ONENET_SIGN_METHOD: 'sha256',
    }),
    register(server) {
      acceptAnyText(server);
      server.post('/real_name_reg/auth_url', (request, reply) => {
        const authorization = checkAuthorization(
          request.headers.authorization,
          credentials.accessKey,
          tools.now(),
        );
        if (!authorization.ok) return reply.send(refusal(errnos.unauthorized, authorization.error));
        const start = readStartRequest(request.headers['content-type'], request.body);
        if (!start.ok) return reply.send(refusal(errnos.invalidParameter, start.error));
        return answerStart(start.request, reply, desk, tools);
      });
      registerPage(server, desk);
      registerDecide(server, desk);
    },
  };
}

function answerStart(
  request: StartRequest,
  reply: FastifyReply,
  desk: AuditDesk,
  tools: TwinTools,
): FastifyReply {
  const behaviour = behaviourOf(request.phone);
  switch (behaviour.kind) {
    case 'push': {
      const opened = desk.open(request);
      desk.play(opened, behaviour.steps);
      tools.log.info({ twin: 'onenet', busiSeq: opened.busiSeq }, 'verification started');
      return reply.send({
        errno: 0,
        error: 'succ',
        data: {
          auth_url: `${tools.baseUrl()}${prefix}/auth/${opened.pageId}`,
          busi_seq: opened.busiSeq,
        },
      });
    }
    case 'refuse':
      return reply.send(refusal(errnos.refused, marked('real name service is not open to this user')));
    case 'hang':
      tools.log.info({ twin: 'onenet' }, 'request left unanswered on purpose');
      return reply.hijack();
    case 'serverError':
      return reply.code(500).send({ status: 500, error: 'Internal Server Error' });
    case 'garbage':
      return reply.type('text/html; charset=utf-8').send('<html><body>网关繁忙</body></html>');
  }
}

function registerPage(server: FastifyInstance, desk: AuditDesk): void {
  const caseOf = (request: FastifyRequest) => {
    const params = z.object({ pageId: z.string() }).safeParse(request.params);
    return params.success ? desk.byPageId(params.data.pageId) : undefined;
  };
  server.get('/auth/:pageId', (request, reply) => {
    const auditCase = caseOf(request);
    if (auditCase === undefined) return reply.callNotFound();
    return sendPage(reply, 'OneNET 实名认证（沙箱）', authPage(auditCase));
  });
  server.post('/auth/:pageId', async (request, reply) => {
    const auditCase = caseOf(request);
    if (auditCase === undefined) return reply.callNotFound();
    const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
    const auditStatus = form.get('auditStatus') ?? '';
    if (!isChoice(auditStatus)) return reply.code(400).send({ error: 'auditStatus must be 0, 1, 2, 3 or 4' });
    await desk.decide(auditCase, auditStatus);
    // Redirects to the page by GET, so that reloading it does not push again; relative, for any proxy in front of us.
    return reply.redirect(auditCase.pageId, 303);
  });
}

const decideBody = z.object({ busi_seq: z.string(), auditStatus: z.string().min(1).max(8) });

/** For tests and demonstrations: acts like a click, and accepts statuses that have no button. */
function registerDecide(server: FastifyInstance, desk: AuditDesk): void {
  server.post('/sandbox/decide', async (request, reply) => {
    const body = decideBody.safeParse(parseJsonText(request.body));
    if (!body.success) return reply.code(400).send({ error: 'busi_seq and auditStatus are required' });
    const auditCase = desk.byBusiSeq(body.data.busi_seq);
    if (auditCase === undefined) return reply.code(404).send({ error: 'no verification has this busi_seq' });
    return desk.decide(auditCase, body.data.auditStatus);
  });
}

function refusal(errno: number, error: string): { errno: number; error: string; data: null } {
  return { errno, error, data: null };
}
