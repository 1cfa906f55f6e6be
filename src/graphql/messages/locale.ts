import type { Locale } from '../../domain/messages/locale';
import { describedEnum } from '../described-enum';

export const MessageLocale = describedEnum<'EN' | 'ZH_CN'>(
  'MessageLocale',
  'A language in which sentences for a person are written.',
  { EN: 'English.', ZH_CN: 'Chinese, in simplified characters.' },
);
export type MessageLocale = 'EN' | 'ZH_CN';

export const localeArg = {
  nullable: true,
  description:
    'The language; by default the one that Accept-Language asks for, otherwise the setting LOCALE.',
};

const locales: Readonly<Record<MessageLocale, Locale>> = { EN: 'en', ZH_CN: 'zh-CN' };

/** The language of a field: the one of its argument, otherwise the request's. */
export function localeOf(
  argument: MessageLocale | null | undefined,
  { locale }: { readonly locale: Locale },
): Locale {
  return argument ? locales[argument] : locale;
}
