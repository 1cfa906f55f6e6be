import type * as age from '../../domain/facts/age';
import type * as match from '../../domain/facts/match';
import { describedEnum } from '../described-enum';

export const AgeBand = describedEnum<age.AgeBand>(
  'AgeBand',
  'How old a person is today in China, as far as the law asks.',
  { UNDER_14: 'Under 14.', FROM_14_TO_17: '14 to 17.', ADULT: '18 or older.' },
);
export type AgeBand = age.AgeBand;

export const MatchResult = describedEnum<match.MatchResult>(
  'MatchResult',
  'Whether a value that was given is the one that is known.',
  {
    MATCHED: 'It is, after spaces, case and width are put aside.',
    NOT_MATCHED: 'It is not.',
    NOT_KNOWN: 'Not asked, or nothing to compare with.',
  },
);
export type MatchResult = match.MatchResult;
