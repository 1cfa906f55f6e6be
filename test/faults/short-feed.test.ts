import { describeFaults } from './frame/run';
import { fault } from './long/feed.fault';

describeFaults([fault], 'short');
