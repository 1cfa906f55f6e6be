import type { ShownVerificationFragment } from '../../generated/operations.ts';
import { useTexts } from '../language/language.tsx';
import { home } from '../route.ts';

type VerificationFailure = NonNullable<ShownVerificationFragment['failure']>;

/** Why it did not succeed, and whether it is worth another try. */
export function Failure({ failure }: { readonly failure: VerificationFailure }) {
  const { failures, view } = useTexts();
  const { code, message, providerCode, retryable } = failure;
  return (
    <section className="card">
      <h2>{view.failure}</h2>
      <p>{failures?.[code] ?? message}</p>
      {providerCode && (
        <p className="hint">
          {view.providerCode} <code>{providerCode}</code>
        </p>
      )}
      <p className="hint">{retryable ? view.retryable : view.notRetryable}</p>
      {retryable && (
        <a className="button" href={home}>
          {view.tryAgain}
        </a>
      )}
    </section>
  );
}
