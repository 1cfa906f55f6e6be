import { describeFaults } from './frame/run';
import { fault as clock } from './long/clock.fault';
import { fault as pushModel } from './long/push-model.fault';
import { fault as reconnects } from './long/reconnects.fault';
import { fault as stalledReaders } from './long/stalled-readers.fault';

// Where PostgreSQL makes no difference, the long form alone runs on it.
describeFaults(
  [clock, reconnects, stalledReaders].map((fault) => ({ ...fault, stores: ['sqlite'] })),
  'short',
);
describeFaults([pushModel], 'short');
