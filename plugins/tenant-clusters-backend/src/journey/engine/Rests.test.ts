import { Rests } from './Rests';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('Rests', () => {
  it('has changes wait for a second after their view was computed', () => {
    const rests = new Rests();
    expect(rests.keep('prod')).toBe(false);
    rests.begin('prod');
    jest.advanceTimersByTime(999);
    expect(rests.keep('prod')).toBe(true);
    expect(rests.take(false)).toEqual([]);
    expect([rests.waits('prod'), rests.isWaited]).toEqual([true, true]);
    jest.advanceTimersByTime(1);
    expect(rests.take(false)).toEqual(['prod']);
    expect([rests.waits('prod'), rests.isWaited]).toEqual([false, false]);
    expect(rests.keep('prod')).toBe(false);
  });

  it('lets nothing wait that was computed meanwhile, or where everything is asked for', () => {
    const rests = new Rests();
    rests.begin('prod');
    rests.begin('stage');
    rests.keep('prod');
    rests.keep('stage');
    rests.begin('prod');
    expect(rests.take(true)).toEqual(['stage']);
    rests.begin('prod');
    rests.keep('prod');
    rests.clear();
    expect(rests.take(true)).toEqual([]);
    expect(rests.keep('prod')).toBe(false);
  });
});
