/** The tables of destinations and of what waits for them. */
export interface DestinationRow {
  id: string;
  url: string;
  description: string | null;
  /** JSON of FeedFilter. */
  filter: string;
  paused: number;
  failing: number;
  sealed_secret: Uint8Array;
  sealed_old_secret: Uint8Array | null;
  old_secret_until: number | null;
  reached: number;
  epoch: number;
  created_at: number;
  last_success_at: number | null;
  /** JSON of DeliveryFailure. */
  last_failure: string | null;
}

export interface DeliveryRow {
  destination_id: string;
  place: number;
  verification_id: string;
  attempts: number;
  first_tried_at: number | null;
  next_attempt_at: number | null;
}
