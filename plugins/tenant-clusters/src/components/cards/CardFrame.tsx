import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { Panel, PanelTitle } from '../Panel';

const Padded = styled(Panel)(({ theme }) => ({
  padding: '16px 18px',
  fontSize: 14,
  lineHeight: 1.45,
  fontFamily: theme.typography.fontFamily,
  '& *': { boxSizing: 'border-box' },
}));

/** A card of an entity page. */
export function CardFrame(props: { title: string; children: ReactNode }) {
  return (
    <Padded>
      <PanelTitle>{props.title}</PanelTitle>
      {props.children}
    </Padded>
  );
}
