import { describedEnum } from '../described-enum';

export const LinkIdPlatform = describedEnum<'PC' | 'PHONE'>(
  'LinkIdPlatform',
  'The device that a LinkID application runs on (platform).',
  {
    PC: 'A computer.',
    PHONE: 'A phone.',
  },
);
export type LinkIdPlatform = keyof typeof LinkIdPlatform;
