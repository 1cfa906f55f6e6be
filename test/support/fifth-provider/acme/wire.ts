/** Pure mapping of ACME's bodies. */
import { z } from 'zod';
import type { Outcome } from '../../../../src/domain/verification/outcome';
import { plain, type Reading } from '../../../../src/domain/verification/reading';
import type { ProviderResponse } from '../../../../src/providers/provider-response';

const checkAnswer = z.object({
  verdict: z.string(),
  ticket: z.string().optional(),
  holder: z.object({ phone: z.string(), account: z.string() }).optional(),
});
const arrangement = z.object({ page: z.url(), visit: z.string().optional() });

export const mismatch = {
  code: 'MISMATCH',
  message: { en: 'Badge and code do not belong together.', 'zh-CN': '证章与代码不一致。' },
  providerCode: 'no',
  providerMessage: null,
  retryable: false,
} as const;

/** `sent` is repeated in a merge. */
export function readCheck(answer: ProviderResponse, sent: string): Reading {
  const parsed = answer.kind === 'answer' ? checkAnswer.safeParse(answer.body) : null;
  if (!parsed?.success) return plain({ kind: 'silent' });
  const { verdict, ticket, holder } = parsed.data;
  if (verdict === 'taken' && holder) {
    const { phone: mobileNo, account: guid } = holder;
    return plain({ kind: 'conflict', holder: { mobileNo, guid, mergeable: true }, replay: sent });
  }
  const references = ticket === undefined ? {} : { references: { acmeTicket: ticket } };
  const outcome = verdictOf(verdict);
  return outcome
    ? plain({ ...outcome, ...references })
    : {
        outcome: { kind: 'undecided', ...references },
        oddities: verdict === 'later' ? [] : [{ field: 'verdict', value: verdict.slice(0, 10) }],
      };
}

export function verdictOf(verdict: string): Outcome | null {
  if (verdict === 'yes') return { kind: 'approved' };
  return verdict === 'no' ? { kind: 'rejected', failure: mismatch } : null;
}

export function readArrangement(answer: ProviderResponse): Reading {
  const parsed = answer.kind === 'answer' ? arrangement.safeParse(answer.body) : null;
  if (!parsed?.success) return plain({ kind: 'silent' });
  const { page, visit } = parsed.data;
  const references = visit === undefined ? {} : { references: { visitNo: visit } };
  return plain({ kind: 'awaitingUser', authUrl: page, ...references });
}
