import { useState } from 'react';
import icon from '../icon.svg';
import { CaseOfPage } from './cases/case-of-page.tsx';
import { CasePage } from './cases/case-page.tsx';
import { PurposePage } from './cases/purpose-page.tsx';
import { PurposesPage } from './cases/purposes-page.tsx';
import { GuardianPage } from './guardian/guardian-page.tsx';
import { LanguageSwitch, useTexts } from './language/language.tsx';
import { MethodsPage } from './methods/methods-page.tsx';
import type { Draft } from './methods/values.ts';
import { addressOf, home, type Route, show, useRoute } from './route.ts';
import { Session } from './session.tsx';
import { useStored } from './stored.ts';
import { VerificationPage } from './verification/verification-page.tsx';
import { WhoYouAre } from './who-you-are.tsx';

/** The frame, with the page that the address names. */
export function App() {
  const { page } = useTexts();
  const [account, setAccount] = useStored('realname.account', 'dev-user');
  const [draft, setDraft] = useState<Draft | null>(null);
  const route = useRoute();
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
          <Shown route={route} draft={draft} onDraft={setDraft} onSwitch={setAccount} />
        </main>
      </Session>
      <footer>{page.footer}</footer>
    </>
  );
}

interface ShownProps {
  readonly route: Route;
  /** The form that was sent last. */
  readonly draft: Draft | null;
  onDraft(draft: Draft): void;
  onSwitch(account: string): void;
}

function Shown({ route, draft, onDraft, onSwitch }: ShownProps) {
  switch (route.kind) {
    case 'purposes':
      return <PurposesPage />;
    case 'purpose':
      return <PurposePage key={route.purpose} purpose={route.purpose} />;
    case 'case':
      return <CasePage key={route.id} id={route.id} />;
    case 'caseOf':
      return <CaseOfPage verificationId={route.verificationId} />;
    case 'guardian':
      return <GuardianPage guardianship={route.guardianship} onSwitch={onSwitch} />;
    case 'methods':
      return <MethodsPage draft={draft} onDraft={onDraft} onStarted={(id) => show(addressOf(id))} />;
    case 'verification':
      return <VerificationPage key={route.id} id={route.id} />;
  }
}
