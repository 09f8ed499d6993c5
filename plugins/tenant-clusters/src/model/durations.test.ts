import {
  formatClock,
  formatDuration,
  formatRange,
  secondsSince,
} from './durations';

describe('formatDuration', () => {
  it.each([
    { seconds: 0, text: '0 s', reason: 'nothing yet' },
    { seconds: -5, text: '0 s', reason: 'clocks differ; never negative' },
    { seconds: 59, text: '59 s', reason: 'below a minute' },
    { seconds: 60, text: '1 min', reason: 'a minute' },
    { seconds: 3599, text: '59 min', reason: 'never 60 min' },
    { seconds: 7200, text: '2 h', reason: 'no zero minutes' },
    { seconds: 7500, text: '2 h 5 min', reason: 'minutes matter for hours' },
    { seconds: 40_000, text: '11 h', reason: 'minutes no longer matter' },
    { seconds: 259_200, text: '3 d', reason: 'days' },
  ])('$reason: $text', ({ seconds, text }) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('formatRange', () => {
  it.each([
    { from: 660, to: 960, text: '11 to 16 min', reason: 'one unit' },
    { from: 50, to: 120, text: '50 s to 2 min', reason: 'two units' },
    { from: 120, to: 130, text: '2 min', reason: 'reads the same' },
    { from: 7500, to: 9000, text: '2 h 5 min to 2 h 30 min', reason: 'mixed' },
  ])('$reason: $text', ({ from, to, text }) => {
    expect(formatRange({ from, to, join: 'to' })).toBe(text);
  });
});

describe('times', () => {
  const now = new Date(2026, 10, 9, 12, 0).getTime();

  it('says the clock of today and the date of other days', () => {
    const clock = (date: Date, language = 'en-GB') =>
      formatClock({ at: date.toISOString(), now, language });
    expect(clock(new Date(2026, 10, 9, 10, 21))).toBe('10:21');
    expect(clock(new Date(2026, 10, 3, 10, 21))).toMatch(/3 Nov.*10:21/);
    expect(clock(new Date(2025, 10, 3, 10, 21))).toContain('2025');
    expect(clock(new Date(2026, 10, 3, 10, 21), 'pt-BR')).toMatch(/3 de nov/);
  });

  it('keeps what is no time as text and as unknown', () => {
    expect(formatClock({ at: 'soon', now, language: 'en' })).toBe('soon');
    expect(secondsSince('soon', now)).toBeUndefined();
    expect(secondsSince(new Date(now + 5000).toISOString(), now)).toBe(0);
  });
});
