import { useTexts } from './language/language.tsx';
import { errorText, type InputError, type RequestFailure } from './submission.ts';

/** What is wrong and belongs to no field. Read out when it appears. */
export function Notices({
  errors,
  failure,
}: {
  readonly errors: readonly InputError[];
  readonly failure: RequestFailure | null;
}) {
  const { inputErrors, view } = useTexts();
  return (
    <div role="alert">
      {errors.map((error) => (
        <p className="notice bad" key={error.path.join('.') + error.code}>
          {errorText(error, inputErrors)}
        </p>
      ))}
      {failure && (
        <p className="notice bad">{failure.kind === 'unreachable' ? view.unreachable : failure.message}</p>
      )}
    </div>
  );
}
