import { askWithRepeat } from '../../src/providers/ask-with-repeat';
import { answered } from './samples';

describe('askWithRepeat', () => {
  it.each([
    { reason: 'connection', asked: 2 },
    { reason: 'server-error', asked: 2 },
    { reason: 'timeout', asked: 1 },
    { reason: 'too-large', asked: 1 },
  ] as const)('polls $asked time(s) if there is no answer because of $reason', async ({ reason, asked }) => {
    let count = 0;
    const answer = await askWithRepeat(async () => {
      count++;
      return { kind: 'silent', reason };
    });
    expect(answer).toEqual({ kind: 'silent', reason });
    expect(count).toBe(asked);
  });

  it('polls once if there is an answer', async () => {
    let count = 0;
    await askWithRepeat(async () => {
      count++;
      return answered({});
    });
    expect(count).toBe(1);
  });
});
