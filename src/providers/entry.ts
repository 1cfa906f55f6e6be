import { z } from 'zod';
import type { ImageLimits } from '../domain/input/image-check';
import { url } from '../domain/input/setting-value';
import type { Provider, ProviderInfo, ProviderTools } from './provider';

type Environment = Readonly<Record<string, string>>;

/** A provider in the registry: its description, its settings, and how it is created. */
export interface RegistryEntry extends ProviderInfo {
  /** The readers of its settings, by the settings' names in the environment. */
  readonly fields: z.ZodObject;
  /** The setting that switches the provider on. */
  readonly switchedOnBy: string;
  /** Settings that are secret; each can be given as a file as well. */
  readonly secrets: readonly string[];
  /** Settings that are addresses. */
  readonly addresses: readonly string[];
  /**
   * Reads the settings; null if the provider is switched off. Each setting has passed its own check (`fields`);
   * missing settings, and settings that do not fit each other, are added to the faults.
   */
  configure(env: Environment, shared: SharedSettings, faults: string[]): ConfiguredProvider | null;
}

/** Settings that several providers use. */
export interface SharedSettings {
  /** Origins of applications to which a browser may be redirected; 'loopback' is this machine at any port. */
  readonly redirectAllowlist: readonly string[] | 'loopback';
  /** Limits of a face image, in bytes of the decoded image. */
  readonly faceImage: ImageLimits;
}

/** A provider that is switched on. */
export interface ConfiguredProvider {
  readonly settings: object;
  create(tools: ProviderTools): Provider;
}

export interface Definition<Fields extends z.ZodRawShape, Settings extends object> extends ProviderInfo {
  readonly fields: Fields;
  readonly switchedOnBy: keyof NoInfer<Fields> & string;
  readonly secrets: readonly (keyof NoInfer<Fields> & string)[];
  read(env: z.output<z.ZodObject<Fields>>, reading: SettingsReading<Fields>): Settings;
  /** Loads the code that only a service with this provider needs. */
  load(): (settings: Settings, tools: ProviderTools) => Provider;
}

/** The helpers for reading a provider's settings. */
export interface SettingsReading<Fields> extends SharedSettings {
  /** The value of a setting that the provider requires; if it is missing, adds a fault and returns an empty text. */
  needed(name: keyof Fields & string): string;
  /** Adds a fault in the settings. */
  fault(text: string): void;
}

/** Makes a provider's entry for the registry. */
export function defineProvider<Fields extends z.ZodRawShape, Settings extends object>({
  read,
  load,
  ...definition
}: Definition<Fields, Settings>): RegistryEntry {
  const { switchedOnBy } = definition;
  const fields = z.object(definition.fields);
  return {
    ...definition,
    fields,
    addresses: Object.keys(definition.fields).filter((name) => definition.fields[name] === url),
    configure(env, shared, faults) {
      if (env[switchedOnBy] === undefined) return null;
      const values = fields.parse(env);
      const settings = read(values, {
        ...shared,
        needed(name) {
          const value: unknown = values[name as keyof typeof values];
          if (typeof value === 'string') return value;
          faults.push(`${name} is needed because ${switchedOnBy} is set.`);
          return '';
        },
        fault: (text) => void faults.push(text),
      });
      return { settings, create: (tools) => load()(settings, tools) };
    },
  };
}
