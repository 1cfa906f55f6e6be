import { type ReactNode, useId } from 'react';
import { useTexts } from './language/language.tsx';
import type { InputError } from './submission.ts';

/** The attributes that tie a control to its label, its hint and its errors. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

interface FormFieldProps {
  readonly label: string;
  readonly optional?: boolean | undefined;
  /** Says what to enter, for people who cannot know it from the label. */
  readonly hint?: string | undefined;
  readonly errors: readonly InputError[];
  readonly children: (control: ControlProps) => ReactNode;
}

/** A label, a control, and its hint and errors below it. */
export function FormField({ label, optional = false, hint, errors, children }: FormFieldProps) {
  const { methods } = useTexts();
  const id = useId();
  const notesId = `${id}-notes`;
  const isWrong = errors.length > 0;
  const hasNotes = isWrong || hint !== undefined;
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {optional && <span className="hint"> {methods.optional}</span>}
      </label>
      {children({ id, 'aria-invalid': isWrong, 'aria-describedby': hasNotes ? notesId : undefined })}
      {hasNotes && (
        <div className="field-notes" id={notesId}>
          {hint && <span className="hint">{hint}</span>}
          {isWrong && (
            <ul className="field-errors">
              {errors.map((error) => (
                <li key={error.code}>{error.message}</li>
              ))}
            </ul>
          )}
        </div>
      )}
    </div>
  );
}
