import { describeFaults } from './frame/run';
import { fault as log } from './long/log.fault';

describeFaults([log], 'short');
