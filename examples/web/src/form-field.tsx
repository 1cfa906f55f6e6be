import { type ReactNode, useId } from 'react';
import { useTexts } from './language/language.tsx';
import type { InputError } from './submission.ts';

/** The attributes that tie a control to its label and its errors. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

interface FormFieldProps {
  readonly label: string;
  readonly optional?: boolean | undefined;
  readonly errors: readonly InputError[];
  readonly children: (control: ControlProps) => ReactNode;
}

/** A label, a control, and the control's errors. */
export function FormField({ label, optional = false, errors, children }: FormFieldProps) {
  const { methods } = useTexts();
  const id = useId();
  const errorId = `${id}-errors`;
  const isWrong = errors.length > 0;
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {optional && <span className="hint"> {methods.optional}</span>}
      </label>
      {children({ id, 'aria-invalid': isWrong, 'aria-describedby': isWrong ? errorId : undefined })}
      {isWrong && (
        <ul className="field-errors" id={errorId}>
          {errors.map((error) => (
            <li key={error.code}>{error.message}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
