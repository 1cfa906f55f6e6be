import { useTexts } from './language/language.tsx';
import { failureText, type InputError, type RequestFailure } from './submission.ts';

/** Faults that belong to no field. Screen readers announce them when they appear. */
export function Notices({
  errors,
  failure,
}: {
  readonly errors: readonly InputError[];
  readonly failure: RequestFailure | null;
}) {
  const texts = useTexts();
  return (
    <div role="alert">
      {errors.map((error) => (
        <p className="notice bad" key={error.path.join('.') + error.code}>
          {error.message}
        </p>
      ))}
      {failure && <p className="notice bad">{failureText(failure, texts)}</p>}
    </div>
  );
}
