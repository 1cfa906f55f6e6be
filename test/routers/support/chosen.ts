/** The setting that names each router's program. */
export const programSettings = {
  apollo: 'APOLLO_ROUTER',
  hive: 'HIVE_ROUTER',
  cosmo: 'COSMO_ROUTER',
} as const;

export type RouterName = keyof typeof programSettings;

export interface Chosen {
  /** The routers to run, with the paths of their programs. */
  readonly programs: ReadonlyMap<RouterName, string>;
  /** The settings that name no program: what they stand for is not tested. */
  readonly leftOut: readonly string[];
}

/** Throws if ROUTERS=required and a program is not named. */
export function chooseRouters(env: Readonly<Record<string, string | undefined>>): Chosen {
  const programs = new Map<RouterName, string>();
  const leftOut: string[] = [];
  for (const [name, setting] of Object.entries(programSettings) as [RouterName, string][]) {
    const path = env[setting];
    if (path) programs.set(name, path);
    else leftOut.push(setting);
  }
  if (env['ROUTERS'] === 'required' && leftOut.length > 0) {
    throw new Error(`ROUTERS=required, but no program is named by ${leftOut.join(', ')}.`);
  }
  return { programs, leftOut };
}
