import type { FastifyReply } from 'fastify';
import type { YuxinCredentials } from '../credentials';
import { acceptAnyText } from '../text-body';
import type { Twin, TwinTools } from '../twin';
import { errorAnswer, type YuxinAnswer } from './answers';
import { readCheckRequest } from './check-request';
import { behaviourOf, yuxinMagic } from './magic';

/** Yuxin's phone ownership check (yuxin.md): token, encrypted logon, and the two tables of codes. */
export function createYuxinTwin(tools: TwinTools, credentials: YuxinCredentials): Twin {
  const seen = new Set<string>();
  return {
    prefix: '/yuxin',
    guide: {
      title: { zh: '驭信 手机实名认证', en: 'Yuxin' },
      magicField: {
        zh: '保留号段 154154xNNNN 中的手机号 loginphone（x 为任意数字）；其他号码一律一致（200 / 10000）。',
        en: 'Phone numbers of the reserved block 154154xNNNN in loginphone (x is any digit); every other number matches (200 / 10000).',
      },
      magicValues: yuxinMagic,
    },
    environment: () => ({
      YUXIN_BASE_URL: `${tools.baseUrl()}/yuxin`,
      YUXIN_TOKEN: credentials.token,
      YUXIN_KEY: credentials.key,
      YUXIN_CIPHER: credentials.cipher,
      YUXIN_ENCODING: credentials.encoding,
      ...(credentials.iv && { YUXIN_IV: credentials.iv }),
    }),
    register(server) {
      acceptAnyText(server);
      server.post('/api/personalInfo/verifyMobile', (request, reply) => {
        const reading = readCheckRequest(request.headers['content-type'], request.body, credentials);
        if (!reading.ok) return send(reply, reading.answer);
        const { fingerprint, loginphone } = reading.request;
        if (seen.has(fingerprint)) return send(reply, errorAnswer('309'));
        seen.add(fingerprint);
        tools.log.info({ twin: 'yuxin' }, 'phone owner checked');
        return answerCheck(loginphone, reply, tools);
      });
    },
  };
}

function answerCheck(loginphone: string, reply: FastifyReply, tools: TwinTools): FastifyReply {
  const behaviour = behaviourOf(loginphone);
  switch (behaviour.kind) {
    case 'answer':
      return send(reply, behaviour.answer);
    case 'hang':
      tools.log.info({ twin: 'yuxin' }, 'request left unanswered on purpose');
      return reply.hijack();
    case 'serverError':
      return reply.code(500).type('text/html; charset=utf-8').send('<html><body>500</body></html>');
    case 'garbage':
      return reply.type('application/json; charset=utf-8').send('{"errorCode":"200","returnCode":');
  }
}

function send(reply: FastifyReply, answer: YuxinAnswer): FastifyReply {
  return reply.send(answer);
}
