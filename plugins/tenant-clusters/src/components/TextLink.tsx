import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { useText } from '../hooks/useText';
import { safeUrl } from '../model/safeUrl';
import { Hidden } from './text';

const look = {
  textDecoration: 'none',
  overflowWrap: 'anywhere',
  borderRadius: 2,
  '&:hover': { textDecoration: 'underline' },
  '&:focus-visible': { outline: '2px solid currentColor', outlineOffset: 2 },
} as const;

const Internal = styled(Link)(({ theme }) => ({
  ...look,
  color: theme.palette.mode === 'dark' ? '#9cc9ff' : '#1f5493',
}));

const External = styled('a')(({ theme }) => ({
  ...look,
  color: theme.palette.mode === 'dark' ? '#9cc9ff' : '#1f5493',
}));

interface TextLinkProps {
  /** A path of the app. */
  to?: string;
  /** An address elsewhere, from a hub or from Git: linked only if it is http or https. */
  href?: string;
  className?: string;
  children: ReactNode;
}

/** A link where there is somewhere to go, else plain text. */
export function TextLink({ to, href, className, children }: TextLinkProps) {
  const t = useText();
  const url = safeUrl(href);
  if (to) {
    return (
      <Internal to={to} className={className}>
        {children}
      </Internal>
    );
  }
  if (url) {
    return (
      <External
        href={url}
        className={className}
        target="_blank"
        rel="noopener noreferrer"
      >
        {children}
        <Hidden>, {t('common.opensElsewhere')}</Hidden>
      </External>
    );
  }
  return <span className={className}>{children}</span>;
}
