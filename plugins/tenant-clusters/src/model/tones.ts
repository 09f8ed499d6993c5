/** How a state is painted; the word beside it always says the same. */
export type Tone = 'ok' | 'run' | 'bad' | 'warn' | 'idle';

/** Colours of one tone: text on paper and on its own fill, the fill, and a solid for bars and dots. */
export interface ToneColors {
  ink: string;
  fill: string;
  solid: string;
  /** Text or sign on the solid. */
  onSolid: string;
}

/** Paper and ground that the inks must be readable on. */
export const GROUNDS = {
  light: ['#ffffff', '#f8f8f8'],
  dark: ['#242424', '#333333', '#171717'],
} as const;

/** Inks reach 4.5:1 on their fill, on paper and on the ground, in both modes (a test holds it so). */
export const TONES: Record<'light' | 'dark', Record<Tone, ToneColors>> = {
  light: {
    ok: { ink: '#176f31', fill: '#e6f4ea', solid: '#1a7f37', onSolid: '#fff' },
    run: { ink: '#1f5493', fill: '#e7f0fb', solid: '#1f5493', onSolid: '#fff' },
    bad: { ink: '#b3221a', fill: '#fdecea', solid: '#c0261c', onSolid: '#fff' },
    warn: {
      ink: '#855a00',
      fill: '#fff3d1',
      solid: '#9a6700',
      onSolid: '#fff',
    },
    idle: {
      ink: '#55606e',
      fill: '#eceff2',
      solid: '#6e7884',
      onSolid: '#fff',
    },
  },
  dark: {
    ok: { ink: '#6fdd8b', fill: '#17301e', solid: '#6fdd8b', onSolid: '#111' },
    run: { ink: '#9cc9ff', fill: '#17293d', solid: '#9cc9ff', onSolid: '#111' },
    bad: { ink: '#ff9b93', fill: '#3b1a18', solid: '#ff9087', onSolid: '#111' },
    warn: {
      ink: '#f0c75e',
      fill: '#382d10',
      solid: '#f0c75e',
      onSolid: '#111',
    },
    idle: {
      ink: '#b3bcc8',
      fill: '#303336',
      solid: '#8b95a1',
      onSolid: '#111',
    },
  },
};
