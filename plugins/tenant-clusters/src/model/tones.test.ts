import { GROUNDS, TONES, type Tone } from './tones';

/** Relative luminance by WCAG 2.2. */
function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.replace(/[^#]/g, '$&$&') : hex;
  const [r, g, b] = [1, 3, 5].map(at => {
    const channel = parseInt(full.slice(at, at + 2), 16) / 255;
    return channel <= 0.03928
      ? channel / 12.92
      : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe('tones', () => {
  const cases = (['light', 'dark'] as const).flatMap(mode =>
    (Object.keys(TONES[mode]) as Tone[]).map(tone => ({ mode, tone })),
  );

  it.each(cases)('$tone is readable in $mode', ({ mode, tone }) => {
    const colors = TONES[mode][tone];
    for (const ground of [...GROUNDS[mode], colors.fill]) {
      expect({ ground, ratio: contrast(colors.ink, ground) >= 4.5 }).toEqual({
        ground,
        ratio: true,
      });
    }
    expect(contrast(colors.onSolid, colors.solid)).toBeGreaterThanOrEqual(3);
    expect(contrast(colors.solid, GROUNDS[mode][0])).toBeGreaterThanOrEqual(3);
  });
});
