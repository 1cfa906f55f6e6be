import { usesFace } from '../../domain/consent/face';
import { type Counted, counted } from '../../domain/reports/report';
import type { ServiceTools } from '../tools';

/** Stored faces of at least this many people have to be filed with the authority (docs/data-protection.md). */
const filingFrom = 100_000;

/** The accounts whose face was shown to a provider, redacted ones included. Opens nothing, and no face is stored. */
export async function countFaces({ store, settings }: ServiceTools): Promise<readonly Counted[]> {
  const { policy } = settings.assurance;
  const methods = Object.keys(policy.methods).filter((method) => usesFace(policy, method));
  const people = await store.reports.people(methods);
  const byMethod = await store.reports.peopleByMethod();
  return [
    counted('people', people),
    ...methods.map((method) => counted('people', byMethod.get(method) ?? 0, { method })),
    counted('stored', 0),
    counted('distance', filingFrom - people),
  ];
}
