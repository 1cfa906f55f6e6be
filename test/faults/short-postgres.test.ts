import { describeFaults } from './frame/run';
import { fault as readOnly } from './long/read-only.fault';
import { fault as silentConnections } from './long/silent-connections.fault';

describeFaults([readOnly, silentConnections], 'short');
