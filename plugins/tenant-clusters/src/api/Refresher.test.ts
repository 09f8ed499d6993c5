import { waitFor } from '@testing-library/react';
import { Refresher } from './Refresher';

function start(pause = 0) {
  const pending: { resolve(value: number): void; reject(e: Error): void }[] =
    [];
  const data: number[] = [];
  const errors: string[] = [];
  const refresher = new Refresher<number>({
    read: () =>
      new Promise((resolve, reject) => pending.push({ resolve, reject })),
    onData: value => data.push(value),
    onError: error => errors.push(error.message),
    pause,
  });
  return { refresher, pending, data, errors };
}

describe('Refresher', () => {
  it('runs once more after a read during which it was asked, however often', async () => {
    const { refresher, pending, data } = start();
    refresher.now();
    refresher.now();
    refresher.now();
    expect(pending).toHaveLength(1);
    pending[0].resolve(1);
    await waitFor(() => expect(pending).toHaveLength(2));
    pending[1].resolve(2);
    await waitFor(() => expect(data).toEqual([1, 2]));
    expect(pending).toHaveLength(2);
  });

  it('gives an error and goes on', async () => {
    const { refresher, pending, data, errors } = start();
    refresher.now();
    pending[0].reject(new Error('no'));
    await waitFor(() => expect(errors).toEqual(['no']));
    refresher.soon();
    await waitFor(() => expect(pending).toHaveLength(2));
    pending[1].resolve(2);
    await waitFor(() => expect(data).toEqual([2]));
  });

  it('gives nothing after it was stopped', async () => {
    const { refresher, pending, data } = start();
    refresher.now();
    refresher.stop();
    pending[0].resolve(1);
    await Promise.resolve();
    expect(data).toEqual([]);
  });
});
