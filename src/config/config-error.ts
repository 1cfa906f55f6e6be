/** The settings are wrong; the message lists every fault, and the warnings, which often name its cause. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(
    readonly faults: readonly string[],
    readonly warnings: readonly string[] = [],
  ) {
    super(
      `The settings are not usable:\n${[...faults, ...warnings].map((line) => `  - ${line}`).join('\n')}`,
    );
  }
}
