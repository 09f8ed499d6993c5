import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { styled } from '@mui/material/styles';
import { appTranslationRef } from '../../translation/appTranslationRef';
import { LogoIcon } from './LogoIcon';

const Root = styled('div')({
  display: 'flex',
  alignItems: 'center',
  height: 64,
  flex: 'none',
  '& a': {
    display: 'flex',
    alignItems: 'center',
    gap: 14,
    marginLeft: (sidebarConfig.drawerWidthClosed - 28) / 2,
    color: '#fff',
    fontSize: 18,
    fontWeight: 600,
    letterSpacing: 0.2,
  },
});

export function SidebarLogo() {
  const { t } = useTranslationRef(appTranslationRef);
  const { isOpen } = useSidebarOpenState();
  return (
    <Root>
      <Link to="/" underline="none" aria-label={t('nav.home')}>
        <LogoIcon />
        {isOpen && <span>Spokeport</span>}
      </Link>
    </Root>
  );
}
