import { MethodField } from '../methods/control.tsx';
import type { Values } from '../methods/values.ts';
import { errorsAt, type InputError } from '../submission.ts';
import type { EvidenceField, EvidenceName } from './evidence.ts';

interface EvidenceFieldsProps {
  readonly fields: readonly EvidenceField[];
  readonly values: Values;
  readonly errors: readonly InputError[];
  onChange(name: EvidenceName, value: string): void;
}

/** The controls for evidence, each with its errors. */
export function EvidenceFields({ fields, values, errors, onChange }: EvidenceFieldsProps) {
  return (
    <div className="fields">
      {fields.map(([name, field]) => (
        <MethodField
          key={name}
          name={name}
          field={field}
          value={values[name] ?? ''}
          errors={errorsAt(errors, name)}
          onChange={(value) => onChange(name, value)}
        />
      ))}
    </div>
  );
}
