import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { useTones } from '../hooks/useTones';
import type { Look } from '../model/looks';
import { Sign } from './Sign';

const Pill = styled('span')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 5,
  borderRadius: 12,
  padding: '2px 10px',
  fontSize: 12.5,
  fontWeight: 600,
  lineHeight: 1.5,
  whiteSpace: 'nowrap',
});

/** A state as sign and word on its colour. */
export function StateLabel(props: { look: Look; children: ReactNode }) {
  const tone = useTones()[props.look.tone];
  return (
    <Pill style={{ background: tone.fill, color: tone.ink }}>
      <Sign name={props.look.sign} />
      <span>{props.children}</span>
    </Pill>
  );
}
