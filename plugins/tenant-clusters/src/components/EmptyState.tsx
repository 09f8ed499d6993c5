import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { Muted } from './text';

const Box = styled('div')({
  display: 'grid',
  justifyItems: 'center',
  gap: 8,
  padding: '48px 24px',
  textAlign: 'center',
});

/** Nothing to show, why, and what can be done. */
export function EmptyState(props: {
  title: string;
  text?: string;
  children?: ReactNode;
}) {
  return (
    <Box>
      <strong>{props.title}</strong>
      {props.text && <Muted>{props.text}</Muted>}
      {props.children}
    </Box>
  );
}
