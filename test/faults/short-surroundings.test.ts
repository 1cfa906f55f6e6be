import { describeFaults } from './frame/run';
import { fault as cutConnection } from './long/cut-connection.fault';
import { fault as diskFull } from './long/disk-full.fault';
import { fault as providers } from './long/providers.fault';
import { canMount } from './long/small-disk';

describeFaults([cutConnection, providers], 'short');
if (canMount()) {
  describeFaults([{ ...diskFull, stores: ['sqlite'] }], 'short');
} else {
  it.skip('disk full: a small disk has to be mounted, which this user may not', () => {});
}
