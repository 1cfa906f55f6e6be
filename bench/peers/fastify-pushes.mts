import { DatabaseSync } from 'node:sqlite';
import Fastify from 'fastify';
import { announce, readSettings } from './peer.mts';

/**
 * OneNET's pushes into SQLite, as one would write it by hand: one durable transaction per push, which finds the
 * verification by the address's token, stores the event once, and updates the row. Nothing is encrypted.
 */
const { databaseUrl } = readSettings();
const database = new DatabaseSync(databaseUrl.slice('sqlite:'.length), { timeout: 5000 });
database.exec('pragma journal_mode = wal; pragma synchronous = full');

const find = database.prepare(
  'select id, version, busi_seq, mobile_no from verification where door_token = ?',
);
const insertEvent = database.prepare(
  `insert into verification_event
     (verification_id, version, status, cause, message, occurred_at, recorded_at, fact_key)
   values (?, ?, ?, 'PROVIDER_CALLBACK', ?, ?, ?, ?)
   on conflict (verification_id, fact_key) do nothing`,
);
const update = database.prepare(
  `update verification set version = ?, status = ?, real_name = ?, cert_type = 'RESIDENT_ID_CARD',
     identity_no = ?, audit = ?, updated_at = ?, expires_at = null, decided_at = ?
   where id = ?`,
);

interface Push {
  readonly auditResult: {
    readonly auditStatus: string;
    readonly transactionID: string;
    readonly busiSeq: string;
    readonly phone: string;
    readonly responseTime: number;
    readonly auditMessage?: string;
  };
  readonly custInfo: { readonly custName: string; readonly custCertNo: string };
}

const text = { type: 'string' } as const;
const schema = {
  body: {
    type: 'object',
    required: ['auditResult', 'custInfo'],
    properties: {
      auditResult: {
        type: 'object',
        required: ['auditStatus', 'transactionID', 'busiSeq', 'phone', 'responseTime'],
        properties: {
          auditStatus: text,
          transactionID: text,
          busiSeq: text,
          phone: text,
          responseTime: { type: 'number' },
          auditMessage: text,
        },
      },
      custInfo: {
        type: 'object',
        required: ['custName', 'custCertNo'],
        properties: { custName: text, custCertNo: text },
      },
    },
  },
};

const statuses: Readonly<Record<string, string>> = {
  '0': 'APPROVED',
  '1': 'IN_REVIEW',
  '2': 'REJECTED',
  '3': 'APPROVED',
  '4': 'REJECTED',
};

interface Row {
  readonly id: string;
  readonly version: number;
  readonly busi_seq: string;
  readonly mobile_no: string;
}

/** False if the push matches no verification. */
function record(token: string, { auditResult, custInfo }: Push): boolean {
  const { auditStatus, transactionID, busiSeq, phone, responseTime, auditMessage = null } = auditResult;
  const status = statuses[auditStatus];
  database.exec('begin immediate');
  try {
    const row = find.get(token) as Row | undefined;
    const isKnown = row && row.busi_seq === busiSeq && row.mobile_no === phone && status !== undefined;
    if (isKnown) {
      const now = Date.now();
      const key = `${auditStatus} ${transactionID} ${responseTime}`;
      const version = row.version + 1;
      const event = insertEvent.run(row.id, version, status, auditMessage, responseTime, now, key);
      if (event.changes === 1) {
        const audit = JSON.stringify({ auditResult, custInfo });
        const { custName, custCertNo } = custInfo;
        update.run(version, status, custName, custCertNo, audit, now, responseTime, row.id);
      }
    }
    database.exec('commit');
    return isKnown === true;
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
}

const server = Fastify({ logger: false });
server.post<{ Params: { token: string }; Body: Push }>(
  '/callbacks/onenet/:token',
  { schema },
  async (request, reply) => {
    if (record(request.params.token, request.body)) return { errno: 0, error: 'succ' };
    return reply.code(404).send({ errno: 1, error: 'unknown verification' });
  },
);
await server.listen({ host: '127.0.0.1', port: 0 });
announce(server.server);
