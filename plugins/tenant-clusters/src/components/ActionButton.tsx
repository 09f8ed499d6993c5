import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { safeUrl } from '../model/safeUrl';

const Plain = styled(Button)(({ theme }) => ({
  textTransform: 'none',
  fontWeight: 600,
  fontSize: 14,
  lineHeight: 1.5,
  padding: '5px 12px',
  minWidth: 0,
  borderRadius: 6,
  whiteSpace: 'nowrap',
  boxShadow: 'none',
  gap: 6,
  '@media (max-width: 600px)': { fontSize: 13, padding: '4px 10px' },
  '&.v5-MuiButton-outlined, &.MuiButton-outlined': {
    color: theme.palette.text.primary,
    background: theme.palette.background.paper,
    borderColor: theme.palette.mode === 'dark' ? '#4a4a4a' : '#d5dae0',
  },
})) as typeof Button;

interface ActionButtonProps {
  to?: string;
  href?: string;
  primary?: boolean;
  pressed?: boolean;
  label?: string;
  disabled?: boolean;
  onClick?: () => void;
  children: ReactNode;
}

/** A button, or a link that looks like one. A link elsewhere that is not http or https is not drawn. */
export function ActionButton(props: ActionButtonProps) {
  const url = safeUrl(props.href);
  if (props.href !== undefined && !url) {
    return null;
  }
  const look = {
    variant: props.primary ? ('contained' as const) : ('outlined' as const),
    disableElevation: true,
    'aria-label': props.label,
    'aria-pressed': props.pressed,
    disabled: props.disabled,
  };
  if (props.to) {
    return (
      <Plain {...look} component={Link} to={props.to}>
        {props.children}
      </Plain>
    );
  }
  if (url) {
    return (
      <Plain {...look} href={url} target="_blank" rel="noopener noreferrer">
        {props.children}
      </Plain>
    );
  }
  return (
    <Plain {...look} onClick={props.onClick}>
      {props.children}
    </Plain>
  );
}
