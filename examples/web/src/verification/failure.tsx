import type { ShownVerificationFragment } from '../../generated/operations.ts';
import { useTexts } from '../language/language.tsx';
import { methodsAddress } from '../route.ts';

type VerificationFailure = NonNullable<ShownVerificationFragment['failure']>;

interface FailureProps {
  readonly failure: VerificationFailure;
  /** True if the form that failed stands next to it. */
  readonly hasForm: boolean;
}

/** The reason why it did not succeed, and whether another attempt may help. */
export function Failure({ failure, hasForm }: FailureProps) {
  const { view } = useTexts();
  const { code, message, providerCode, retryable } = failure;
  const hint = code === 'WRONG_CREDENTIAL' && retryable ? view.mistyped : view.retryable;
  return (
    <section className="card">
      <h2>{view.failure}</h2>
      <p>{message}</p>
      {providerCode && (
        <p className="hint">
          {view.providerCode} <code>{providerCode}</code>
        </p>
      )}
      <p className="hint">{retryable ? hint : view.notRetryable}</p>
      {retryable && !hasForm && (
        <a className="button" href={methodsAddress}>
          {view.tryAgain}
        </a>
      )}
    </section>
  );
}
