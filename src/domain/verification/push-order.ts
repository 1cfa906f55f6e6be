import type { PushOrder } from './verification';

/** Negative when `a` comes before `b`, positive when after, zero when their places are equal. */
export function comparePushOrder(a: PushOrder, b: PushOrder): number {
  if (a.time !== b.time) return a.time - b.time;
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.tie === b.tie) return 0;
  return a.tie < b.tie ? -1 : 1;
}
