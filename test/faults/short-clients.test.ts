import { describeFaults } from './frame/run';
import { fault as clock } from './long/clock.fault';
import { fault as pushModel } from './long/push-model.fault';
import { fault as reconnects } from './long/reconnects.fault';
import { fault as stalledReaders } from './long/stalled-readers.fault';

// Only the long form runs on PostgreSQL if it makes no difference.
describeFaults(
  [clock, reconnects, stalledReaders].map((fault) => ({ ...fault, stores: ['sqlite'] })),
  'short',
);
describeFaults([pushModel], 'short');
