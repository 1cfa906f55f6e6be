import { useEffect, useState } from 'react';
import type { OperationResult } from 'urql';
import type { SentCodeFragment } from '../generated/operations.ts';
import { useLocale, useTexts, useTimeFormat } from './language/language.tsx';
import { failureOf, failureText } from './submission.ts';

/** The data of every mutation that sends a code: operations/*.graphql use this alias for the field. */
export interface SentCode {
  readonly sent: SentCodeFragment;
}

type Told =
  | { readonly kind: 'sent'; readonly nextAllowedAt: string }
  | { readonly kind: 'notSent'; readonly reasons: readonly string[] };

/** Asks for an SMS code, and says that it was sent, or why not. */
export function SendCode({ send }: { readonly send: () => Promise<OperationResult<SentCode>> }) {
  const texts = useTexts();
  const timeOf = useTimeFormat();
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<Told | null>(null);
  const locale = useLocale();
  // Reasons are in the language of before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language, no reasons.
  useEffect(() => setTold((before) => (before?.kind === 'notSent' ? null : before)), [locale]);

  const ask = async () => {
    setBusy(true);
    setTold(null);
    const { data, error } = await send();
    setBusy(false);
    if (data?.sent.nextAllowedAt) return setTold({ kind: 'sent', nextAllowedAt: data.sent.nextAllowedAt });
    const reasons = data ? reasonsIn(data.sent) : [failureText(failureOf(error), texts)];
    setTold({ kind: 'notSent', reasons });
  };
  const reasonsIn = ({ failure, inputErrors }: SentCodeFragment): readonly string[] => [
    ...(failure ? [failure.message] : []),
    ...inputErrors.map(({ message }) => message),
  ];

  return (
    <div className="send-code">
      <button type="button" disabled={busy} onClick={ask}>
        {texts.view.sendCode}
      </button>
      <div role="status">
        {told?.kind === 'sent' && (
          <p className="hint">
            {texts.view.codeSent} {timeOf(told.nextAllowedAt)}
          </p>
        )}
      </div>
      <div role="alert">
        {told?.kind === 'notSent' &&
          told.reasons.map((reason) => (
            <p className="notice bad" key={reason}>
              {reason}
            </p>
          ))}
      </div>
    </div>
  );
}
