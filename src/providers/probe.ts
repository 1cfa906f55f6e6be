import type { Secret } from '../domain/privacy/secret';
import type { NotDone } from './app-token';
import { placeOf } from './place';
import type { ProbeStep } from './provider';
import { isRedirect, type ProviderResponse } from './provider-response';

/** The call of a probe's step, and the settings that it depends on. */
export type Probed = Pick<ProbeStep, 'call' | 'settings'>;

/** The result of requesting an application token. */
export function tokenStep(
  probed: Probed,
  grant: { readonly kind: 'token'; readonly token: Secret<string> } | NotDone,
): ProbeStep {
  return grant.kind === 'token' ? { ...probed, finding: 'ok', code: null } : notDoneStep(probed, grant);
}

/** The result of a query; `isReadable` if an answer came that is not a server error. */
export function answerStep(
  probed: Probed,
  answer: ProviderResponse | NotDone,
  isReadable: (answer: ProviderResponse) => boolean,
): ProbeStep {
  switch (answer.kind) {
    case 'notDone':
      return notDoneStep(probed, answer);
    case 'silent':
      return { ...probed, finding: 'silent', code: answer.code ?? answer.reason };
    case 'answer':
      if (isReadable(answer)) return { ...probed, finding: 'ok', code: `HTTP ${answer.status}` };
      return isRedirect(answer)
        ? { ...probed, finding: 'elsewhere', code: placeOf(answer.location) }
        : { ...probed, finding: 'unclear', code: `HTTP ${answer.status}` };
  }
}

function notDoneStep(probed: Probed, { failure, cause }: NotDone): ProbeStep {
  if (failure.code === 'PROVIDER_REFUSED') {
    return { ...probed, finding: 'refused', code: failure.providerCode };
  }
  return { ...probed, ...(cause ?? { finding: 'silent', code: failure.providerCode }) };
}
