import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { useTones } from '../hooks/useTones';
import type { SignName } from '../model/looks';
import type { Tone } from '../model/tones';
import { Sign } from './Sign';

const Box = styled('div')({
  display: 'flex',
  alignItems: 'baseline',
  gap: 10,
  borderRadius: 8,
  padding: '10px 14px',
  marginBottom: 12,
  borderLeft: '4px solid',
  fontSize: 13.5,
  overflowWrap: 'anywhere',
});

const Body = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'baseline',
  gap: '2px 10px',
  minWidth: 0,
});

/** One thing to know about the page as a whole. */
export function Notice(props: {
  tone: Tone;
  sign?: SignName;
  children: ReactNode;
}) {
  const tone = useTones()[props.tone];
  return (
    <Box
      role="status"
      style={{
        background: tone.fill,
        borderColor: tone.solid,
        color: tone.ink,
      }}
    >
      <Sign name={props.sign ?? 'exclamation'} />
      <Body>{props.children}</Body>
    </Box>
  );
}
