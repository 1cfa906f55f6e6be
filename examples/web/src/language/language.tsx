import { createContext, type ReactNode, use, useEffect } from 'react';
import type { MessageLocale } from '../../generated/operations.ts';
import { useStored } from '../stored.ts';
import { chinese } from './chinese.ts';
import { english } from './english.ts';
import type { Texts } from './texts.ts';

const languages: Readonly<Record<'en' | 'zh-CN', Texts>> = { en: english, 'zh-CN': chinese };
type Language = keyof typeof languages;

interface Spoken {
  readonly language: Language;
  setLanguage(language: Language): void;
}

const LanguageContext = createContext<Spoken>({ language: 'en', setLanguage() {} });

/** Uses the browser's language until the person chooses another. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [stored, setLanguage] = useStored(
    'realname.language',
    navigator.language.startsWith('zh') ? 'zh-CN' : 'en',
  );
  const language: Language = stored === 'zh-CN' ? stored : 'en';
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = languages[language].page.title;
  }, [language]);
  return <LanguageContext value={{ language, setLanguage }}>{children}</LanguageContext>;
}

export function useTexts(): Texts {
  return languages[use(LanguageContext).language];
}

/** The tag of the language, as the page's own element has it. */
export function useLanguage(): Language {
  return use(LanguageContext).language;
}

/** The language in the terms of the service, for `message(locale:)`. */
export function useLocale(): MessageLocale {
  return use(LanguageContext).language === 'en' ? 'EN' : 'ZH_CN';
}

/** A moment in the notation of the language. */
export function useTimeFormat(): (iso: string) => string {
  const { language } = use(LanguageContext);
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  return (iso) => format.format(new Date(iso));
}

export function LanguageSwitch() {
  const { language, setLanguage } = use(LanguageContext);
  const other: Language = language === 'en' ? 'zh-CN' : 'en';
  return (
    <button type="button" className="quiet" lang={other} onClick={() => setLanguage(other)}>
      {languages[other].ownName}
    </button>
  );
}
