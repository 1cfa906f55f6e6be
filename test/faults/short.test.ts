import { describePlantedBugs } from './frame/planted';
import { describeFaults } from './frame/run';
import { fault as kill } from './long/kill.fault';
import { acknowledgedTooEarly } from './long/planted-bugs';
import { fault as postgresDown } from './long/postgres-down.fault';

/** The fault suite in its short form; `npm run test:faults` runs the long one. */
describeFaults([kill, postgresDown], 'short');
describePlantedBugs([acknowledgedTooEarly], 'short');
