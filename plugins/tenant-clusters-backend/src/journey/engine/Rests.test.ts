import { Rests } from './Rests';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('Rests', () => {
  it.each([
    { reason: 'a journey goes on', isOpen: true, rest: 1_000 },
    { reason: 'no journey goes on', isOpen: false, rest: 2_000 },
  ])('has changes wait for $rest ms where $reason', ({ isOpen, rest }) => {
    const rests = new Rests();
    expect(rests.keep('prod', isOpen)).toBe(false);
    rests.begin('prod');
    jest.advanceTimersByTime(rest - 1);
    expect(rests.keep('prod', isOpen)).toBe(true);
    expect(rests.take(false)).toEqual([]);
    expect([rests.waits('prod'), rests.isWaited]).toEqual([true, true]);
    jest.advanceTimersByTime(1);
    expect(rests.take(false)).toEqual(['prod']);
    expect([rests.waits('prod'), rests.isWaited]).toEqual([false, false]);
    expect(rests.keep('prod', isOpen)).toBe(false);
  });

  it('lets nothing wait that was computed meanwhile, or where everything is asked for', () => {
    const rests = new Rests();
    rests.begin('prod');
    rests.begin('stage');
    rests.keep('prod', true);
    rests.keep('stage', true);
    rests.begin('prod');
    expect(rests.take(true)).toEqual(['stage']);
    rests.keep('prod', true);
    rests.clear();
    expect(rests.take(true)).toEqual([]);
    expect(rests.keep('prod', true)).toBe(false);
  });
});
