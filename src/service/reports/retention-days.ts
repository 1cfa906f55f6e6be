import { type Counted, counted } from '../../domain/reports/report';
import type { ServiceTools } from '../tools';

const dayMs = 86_400_000;

/** RETENTION_DAYS as it is set now. */
export function retentionDays({ settings }: Pick<ServiceTools, 'settings'>): Counted {
  return counted('retentionDays', Math.round(settings.retentionMs / dayMs));
}
