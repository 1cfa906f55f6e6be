import { type FormEvent, useState } from 'react';
import { FormField } from '../form-field.tsx';
import { useTexts } from '../language/language.tsx';
import { useAccount } from '../session.tsx';

/** Asks for the child's account, which a guardian who was sent an address need not type. */
export function ChildForm({ onNamed }: { onNamed(guid: string): void }) {
  const { cases, methods } = useTexts();
  const { guardian } = cases;
  const account = useAccount();
  const [child, setChild] = useState('');
  const [fault, setFault] = useState<'required' | 'own' | null>(null);
  const message = fault === 'required' ? methods.required : guardian.ownAccount;
  const goOn = (event: FormEvent) => {
    event.preventDefault();
    const guid = child.trim();
    if (guid === '') setFault('required');
    else if (guid === account) setFault('own');
    else onNamed(guid);
  };
  return (
    <form className="card" onSubmit={goOn} noValidate>
      <FormField
        label={guardian.childAccount}
        hint={guardian.childHint}
        errors={fault === null ? [] : [{ path: ['child'], code: 'REQUIRED', message }]}
      >
        {(control) => (
          <input
            {...control}
            name="child"
            type="text"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={child}
            onChange={({ target }) => setChild(target.value)}
          />
        )}
      </FormField>
      <div className="buttons">
        <button type="submit" className="primary">
          {guardian.next}
        </button>
      </div>
    </form>
  );
}
