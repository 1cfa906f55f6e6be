import { z } from 'zod';
import type { Outcome } from '../../../../src/domain/verification/outcome';
import type { PushReader } from '../../../../src/providers/provider';
import { verdictOf } from './wire';

const pushSchema = z.object({ visit: z.string(), verdict: z.string(), round: z.number() });

/** ACME's push names the visit, and nothing of the person. */
export const acmePush: PushReader = {
  read(body) {
    const parsed = pushSchema.safeParse(body);
    if (!parsed.success) return { kind: 'malformed', reason: 'visit, verdict or round is missing' };
    const { visit, verdict, round } = parsed.data;
    const known = verdictOf(verdict);
    const outcome: Outcome = known ?? { kind: 'undecided' };
    return {
      kind: 'push',
      key: `${visit}:${round}:${verdict}`,
      order: { time: round, rank: 0, tie: verdict },
      claims: { visit },
      outcome: { ...outcome, message: { en: `ACME, round ${round}`, 'zh-CN': `ACME，第 ${round} 轮` } },
      oddities: known ? [] : [{ field: 'verdict', value: verdict.slice(0, 10) }],
    };
  },
  relate({ claims }, { references, status }) {
    const visitNo = references['visitNo'];
    if (visitNo === undefined) return status === 'PENDING' ? 'early' : 'other';
    return claims['visit'] === visitNo ? 'match' : 'other';
  },
  acknowledged: { received: true },
  refused: (reason) => ({ received: false, reason }),
};
