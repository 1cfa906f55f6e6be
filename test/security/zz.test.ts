import { moods } from './support/canary-far-ends';
import { openCanaryService } from './support/canary-service';
import { tour } from './support/canary-tour';

it('x', async () => {
  const service = await openCanaryService();
  for (const mood of moods) {
    await tour(service, 'MOBILE_OWNER', mood);
  }
  const { id, statuses } = await tour(service, 'MOBILE_OWNER', 'well');
  const got = await service.ask('Mutation.revealPersonalInfo', {
    input: { verificationId: id, purpose: 'a test of the masks' },
  });
  process.stderr.write(JSON.stringify([statuses, got]));
  await service.close();
}, 20000);
