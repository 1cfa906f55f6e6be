import { useState } from 'react';
import icon from '../icon.svg';
import { LanguageSwitch, useTexts } from './language/language.tsx';
import { MethodsPage } from './methods/methods-page.tsx';
import type { Draft } from './methods/values.ts';
import { home, show, useShownId } from './route.ts';
import { Session } from './session.tsx';
import { useStored } from './stored.ts';
import { VerificationPage } from './verification/verification-page.tsx';
import { WhoYouAre } from './who-you-are.tsx';

/** The frame, with either the choice of a method or the verification that the address names. */
export function App() {
  const { page } = useTexts();
  const [account, setAccount] = useStored('realname.account', 'dev-user');
  const [draft, setDraft] = useState<Draft | null>(null);
  const id = useShownId();
  return (
    <>
      <header className="top">
        <a className="brand" href={home}>
          <img src={icon} alt="" width="28" height="28" />
          <span>{page.title}</span>
        </a>
        <div className="top-controls">
          <WhoYouAre account={account} onChange={setAccount} />
          <LanguageSwitch />
        </div>
      </header>
      <Session key={account} account={account}>
        <main>
          {id === null ? (
            <MethodsPage draft={draft} onDraft={setDraft} onStarted={show} />
          ) : (
            <VerificationPage key={id} id={id} />
          )}
        </main>
      </Session>
      <footer>{page.footer}</footer>
    </>
  );
}
