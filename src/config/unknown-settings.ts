/** Names that begin so can only be meant for this service, and so can names that begin like a provider's. */
const prefixes = [
  'ASSURANCE_',
  'ATTEMPTS_',
  'AUTH_',
  'CONSENT_',
  'ENTITIES_',
  'FACE_IMAGE_',
  'IDENTITY_',
  'KEYSTORE_',
  'LOG_WITNESS',
  'PENDING_',
  'PRIVILEGED_',
  'PROVIDER_',
  'QUERY_',
  'RETENTION_',
  'REVEALS_',
  'REVEAL_',
  'ROUTING_',
  'SANDBOX_',
  'STARTS_',
  'SUBSCRIBER_',
  'SUBSCRIPTION_',
  'SUBSCRIPTIONS_',
  'TRANSPARENCY_',
  'WEBHOOK_',
  'WEBSOCKET_',
  'WITNESS_',
];

/** A name in the environment that is not a setting, but was probably meant as one. */
export interface UnknownSetting {
  readonly name: string;
  /** The setting with a similar name; null if only the prefix is ours. */
  readonly meant: string | null;
}

export function sentenceOn({ name, meant }: UnknownSetting): string {
  return `${name} is not a setting.${meant === null ? '' : ` Did you mean ${meant}?`}`;
}

/** Names that are close to one of ours or have one of our prefixes. */
export function unknownSettings(
  names: readonly string[],
  known: readonly string[],
  ofProviders: readonly string[],
): readonly UnknownSetting[] {
  const settings = new Set(known);
  const ours = [...prefixes, ...ofProviders.map((name) => name.slice(0, name.indexOf('_') + 1))];
  return names
    .filter((name) => !settings.has(name))
    .flatMap((name) => {
      const meant = closest(name.toUpperCase(), known);
      return meant !== null || ours.some((prefix) => name.startsWith(prefix)) ? [{ name, meant }] : [];
    });
}

function closest(name: string, known: readonly string[]): string | null {
  const distances = known.map((setting) => ({ setting, edits: editsBetween(name, setting) }));
  const nearest = distances.reduce((best, next) => (next.edits < best.edits ? next : best));
  return nearest.edits <= tolerance(name) ? nearest.setting : null;
}

/** Two edits turn a short name into another word: HOME is not HOST. */
function tolerance({ length }: string): number {
  return length < 8 ? 1 : 2;
}

/** How many letters must be added, dropped, replaced, or swapped with their neighbour (optimal string alignment). */
function editsBetween(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = at(previous, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? at(before, j - 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(replaced, at(previous, j) + 1, at(row, j - 1) + 1, swapped));
    }
    before = previous;
    previous = row;
  }
  return at(previous, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
