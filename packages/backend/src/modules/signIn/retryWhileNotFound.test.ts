import { AuthenticationError, NotFoundError } from '@backstage/errors';
import { retryWhileNotFound } from './retryWhileNotFound';

const missing = new NotFoundError('User not found');

describe('retryWhileNotFound', () => {
  it('goes on once it is found', async () => {
    const attempt = jest
      .fn()
      .mockRejectedValueOnce(missing)
      .mockRejectedValueOnce(missing)
      .mockResolvedValue('ana.souza');
    await expect(
      retryWhileNotFound(attempt, { patience: 10_000, interval: 1 }),
    ).resolves.toBe('ana.souza');
    expect(attempt).toHaveBeenCalledTimes(3);
  });

  it('gives up when patience ends', async () => {
    await expect(
      retryWhileNotFound(() => Promise.reject(missing), {
        patience: 5,
        interval: 1,
      }),
    ).rejects.toBe(missing);
  });

  it('gives up at once on anything else', async () => {
    const attempt = jest.fn().mockRejectedValue(new AuthenticationError('no'));
    await expect(
      retryWhileNotFound(attempt, { patience: 10_000, interval: 1 }),
    ).rejects.toThrow('no');
    expect(attempt).toHaveBeenCalledTimes(1);
  });
});
