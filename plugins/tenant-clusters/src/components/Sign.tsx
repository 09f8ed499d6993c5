import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import type { SignName } from '../model/looks';

const Svg = styled('svg')({
  width: '1em',
  height: '1em',
  flex: 'none',
  verticalAlign: '-0.125em',
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 2,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
});

const SIGNS: Record<SignName, ReactNode> = {
  check: <path d="M3 8.5 6.5 12 13 4.5" />,
  cross: <path d="m4 4 8 8m0-8-8 8" />,
  exclamation: <path d="M8 2.5v7M8 13v.2" />,
  quarter: (
    <>
      <circle cx="8" cy="8" r="5.5" strokeWidth="1.6" />
      <path
        d="M8 8V2.5A5.5 5.5 0 0 1 13.5 8z"
        fill="currentColor"
        stroke="none"
      />
    </>
  ),
  half: (
    <>
      <circle cx="8" cy="8" r="5.5" strokeWidth="1.6" />
      <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" stroke="none" />
    </>
  ),
  ring: <circle cx="8" cy="8" r="5" strokeWidth="1.6" />,
  question: (
    <path d="M5.5 5.5a2.5 2.5 0 1 1 3.7 2.2C8.3 8.3 8 8.8 8 9.6M8 13v.2" />
  ),
  minus: <path d="M3.5 8h9" />,
  dash: <path d="M5 8h6" strokeWidth="1.6" />,
};

/** Drawn sign of a state; the word stands beside it, so that the sign itself is silent. */
export function Sign({ name }: { name: SignName }) {
  return (
    <Svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {SIGNS[name]}
    </Svg>
  );
}
