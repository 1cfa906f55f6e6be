import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { LanguageProvider } from './language/language.tsx';
import { comeBackFromProvider } from './route.ts';
import './styles/base.css';
import './styles/cases.css';
import './styles/controls.css';
import './styles/methods.css';
import './styles/verification.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id root.');

comeBackFromProvider();
createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      <App />
    </LanguageProvider>
  </StrictMode>,
);
