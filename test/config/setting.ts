import type { Config } from '../../src/config/config';
import type { Env } from '../support/settings';

/** One setting: what it is by default, what it takes, what it refuses, and in which words. */
export interface Setting {
  readonly name: string;
  /** Its value in the configuration. */
  readonly read: (config: Config) => unknown;
  readonly byDefault: unknown;
  readonly good: readonly (readonly [value: string, reads: unknown])[];
  readonly bad: readonly string[];
  /** The expected value as the message names it. */
  readonly expected: string;
  /** Settings without which this one means nothing. */
  readonly beside?: Env;
}

export const url = {
  bad: ['somewhere', 'ftp://files.example.com', '//example.com'],
  expected: 'must be an http or https URL',
};

export const wholeNumber = (min: number, max: number) => ({
  bad: [String(min - 1), String(max + 1), 'many', '1.5', '1e3', '0x10'],
  expected: `must be a whole number from ${min} to ${max}`,
});

export const origins = {
  good: [
    ['https://app.example.com', ['https://app.example.com']],
    [
      'https://a.example.com, http://b.example.com:8080',
      ['https://a.example.com', 'http://b.example.com:8080'],
    ],
  ],
  bad: ['app.example.com', 'https://app.example.com/path', 'https://app.example.com/', 'myapp://home', '*'],
  expected: 'must be origins separated by commas',
} as const;

export const onOff = {
  good: [
    ['on', true],
    ['off', false],
  ],
  bad: ['yes', '1', 'ON', 'true'],
  expected: 'must be on or off',
} as const;
