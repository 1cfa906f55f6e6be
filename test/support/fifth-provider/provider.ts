import { z } from 'zod';
import { InputChecker } from '../../../src/domain/input-check';
import type { Outcome } from '../../../src/domain/outcome';
import { checkDigits, checkText } from '../../../src/domain/text-check';
import type { Answer } from '../../../src/providers/answer';
import { HttpClient } from '../../../src/providers/http-client';
import type { MethodInfo, Provider, ProviderTools } from '../../../src/providers/provider';
import type { RegistryEntry } from '../../../src/providers/registry';

const acmeCode: MethodInfo = {
  name: 'ACME_CODE',
  mutation: 'verifyByAcme',
  deferred: false,
  description: 'Needs the number of an ACME badge and the code on it; yields whether they belong together.',
};

/** ACME's line of the registry. Without an address it is known, and switched off. */
export function acmeEntry(baseUrl: string | null): RegistryEntry {
  return {
    provider: 'ACME',
    methods: [acmeCode],
    create: (_settings, tools) => (baseUrl === null ? null : createAcmeProvider(baseUrl, tools)),
  };
}

/** An invented provider: it answers at once, or later to whoever asks with the ticket. */
function createAcmeProvider(baseUrl: string, tools: ProviderTools): Provider {
  const http = new HttpClient('ACME', baseUrl, tools);
  return {
    name: 'ACME',
    methods: [
      {
        ...acmeCode,
        check(input) {
          const checker = new InputChecker(input);
          const badge = checker.required('badge', checkText('badge', { maxLength: 20 }));
          const code = checker.required('code', checkDigits('code', { min: 4, max: 6 }));
          return checker.finish(() => ({
            subject: { realName: badge },
            guessTarget: `acme:${badge}`,
            async send() {
              const json = JSON.stringify({ badge, code });
              return outcomeOf(await http.send('check', { method: 'POST', path: '/check', json }));
            },
          }));
        },
      },
    ],
    query({ personal }) {
      const memo = memoSchema.safeParse(personal.memo?.reveal());
      if (!memo.success) return null;
      const path = `/check/${encodeURIComponent(memo.data.ticket)}`;
      return http.send('ask', { method: 'GET', path }).then(outcomeOf);
    },
  };
}

const memoSchema = z.object({ ticket: z.string() });
const answerSchema = memoSchema.extend({ verdict: z.enum(['yes', 'no', 'later']) });

function outcomeOf(answer: Answer): Outcome {
  const parsed = answer.kind === 'answer' ? answerSchema.safeParse(answer.body) : null;
  if (!parsed?.success) return { kind: 'silent' };
  const { verdict, ticket } = parsed.data;
  switch (verdict) {
    case 'yes':
      return { kind: 'approved' };
    case 'no':
      return { kind: 'rejected', failure: mismatch };
    case 'later':
      return { kind: 'undecided', message: 'ACME: still looking for the badge.', memo: { ticket } };
  }
}

const mismatch = {
  code: 'MISMATCH',
  message: 'Badge and code do not belong together.',
  providerCode: 'no',
  providerMessage: null,
  retryable: false,
} as const;
