import { type FormEvent, useId } from 'react';
import { useTexts } from './language/language.tsx';

/** Accounts that the users subgraph of `npm run example` knows by name. */
const known = ['dev-user', 'account-of-gao', 'account-of-liu', 'alice'];

/** Stands in for a login: in AUTH_MODE=dev the service believes the headers. */
export function WhoYouAre({
  account,
  onChange,
}: {
  readonly account: string;
  onChange(account: string): void;
}) {
  const { page } = useTexts();
  const [field, list] = [useId(), useId()];
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('account')).trim();
    if (name) onChange(name);
  };
  return (
    <form className="who" onSubmit={submit} onBlur={(event) => event.currentTarget.requestSubmit()}>
      <label htmlFor={field}>{page.youAre}</label>
      <input
        id={field}
        name="account"
        list={list}
        key={account}
        defaultValue={account}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      <datalist id={list}>
        {known.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </form>
  );
}
