import type { Secret } from '../domain/secret';
import type { Answer } from './answer';
import type { NotDone } from './app-token';
import type { ProbeStep } from './provider';

/** The call of a probe's step, and the settings that decide about it. */
export type Probed = Pick<ProbeStep, 'call' | 'settings'>;

/** What the answer to the request for an application token says. */
export function tokenStep(
  probed: Probed,
  grant: { readonly kind: 'token'; readonly token: Secret<string> } | NotDone,
): ProbeStep {
  return grant.kind === 'token' ? { ...probed, finding: 'ok', code: null } : notDoneStep(probed, grant);
}

/** What the answer to a question says; `isReadable` where it came, and was not an error of the server's. */
export function answerStep(
  probed: Probed,
  answer: Answer | NotDone,
  isReadable: (answer: Answer) => boolean,
): ProbeStep {
  switch (answer.kind) {
    case 'notDone':
      return notDoneStep(probed, answer);
    case 'silent':
      return { ...probed, finding: 'silent', code: answer.reason };
    case 'answer':
      return {
        ...probed,
        finding: isReadable(answer) ? 'ok' : 'unclear',
        code: `HTTP ${answer.status}`,
      };
  }
}

function notDoneStep(probed: Probed, { failure }: NotDone): ProbeStep {
  const finding = failure.code === 'PROVIDER_REFUSED' ? 'refused' : 'silent';
  return { ...probed, finding, code: failure.providerCode };
}
