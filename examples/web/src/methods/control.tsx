import { type ControlProps, FormField } from '../form-field.tsx';
import { useTexts } from '../language/language.tsx';
import { returnAddress } from '../route.ts';
import type { InputError } from '../submission.ts';
import type { AnyField, ChoiceField, FieldName } from './fields.ts';
import { base64Of } from './photo.ts';

interface FieldProps {
  readonly name: FieldName;
  readonly field: AnyField;
  readonly value: string;
  readonly errors: readonly InputError[];
  onChange(value: string): void;
}

/** One field of a method's form. */
export function MethodField(props: FieldProps) {
  const { fields, hints } = useTexts();
  const { name, field, errors } = props;
  return (
    <FormField label={fields[name]} optional={field.optional} hint={hints[name]} errors={errors}>
      {(control) => <Control {...props} control={control} />}
    </FormField>
  );
}

function Control({ name, field, value, onChange, control }: FieldProps & { readonly control: ControlProps }) {
  switch (field.kind) {
    case 'text':
      return (
        <input
          {...control}
          name={name}
          type={field.secret === 'password' ? 'password' : 'text'}
          inputMode={field.keyboard}
          autoComplete={field.secret === 'code' ? 'one-time-code' : (field.fillsIn ?? 'off')}
          autoCapitalize={field.capitals ? 'characters' : 'none'}
          spellCheck={false}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      );
    case 'account':
      return (
        <input
          {...control}
          name={name}
          type="text"
          autoComplete="off"
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      );
    case 'number':
      return (
        <input
          {...control}
          name={name}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          value={value}
          // Letters are not accepted, so that the value is always a number.
          onChange={({ target }) => onChange(target.value.replace(/\D/g, ''))}
        />
      );
    case 'choice':
      return <Choice name={name} field={field} value={value} onChange={onChange} control={control} />;
    case 'photo':
      return <Photo name={name} value={value} onChange={onChange} control={control} />;
    case 'returnAddress':
      return <input {...control} name={name} type="text" readOnly value={returnAddress()} />;
    case 'leftOut':
      return null;
  }
}

type ControlOf = Pick<FieldProps, 'name' | 'value' | 'onChange'> & { readonly control: ControlProps };

function Choice({ name, field, value, onChange, control }: ControlOf & { readonly field: ChoiceField }) {
  const { choices, methods } = useTexts();
  const options = Object.entries(choices[field.of]).filter(([option]) => !field.except?.includes(option));
  return (
    <select {...control} name={name} value={value} onChange={({ target }) => onChange(target.value)}>
      <option value="">{methods.choose}</option>
      {options.map(([option, label]) => (
        <option key={option} value={option}>
          {label}
        </option>
      ))}
    </select>
  );
}

function Photo({ name, value, onChange, control }: ControlOf) {
  const { methods } = useTexts();
  return (
    <div className="photo">
      {/* The browser's own words lie below: they would be in the language of the browser. */}
      <span className="file">
        <input
          {...control}
          name={name}
          type="file"
          accept="image/jpeg,image/png"
          onChange={async ({ target }) => {
            const [file] = target.files ?? [];
            onChange(file ? await base64Of(file) : '');
          }}
        />
        <span className="button" aria-hidden="true">
          {value ? methods.anotherPhoto : methods.choosePhoto}
        </span>
      </span>
      {value && <img src={`data:image;base64,${value}`} alt="" width="48" height="48" />}
    </div>
  );
}
