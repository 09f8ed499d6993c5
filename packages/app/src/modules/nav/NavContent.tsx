import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import {
  configApiRef,
  identityApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import type { NavContentComponentProps } from '@backstage/plugin-app-react';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import { SidebarSearchModal } from '@backstage/plugin-search';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import { appTranslationRef } from '../../translation/appTranslationRef';
import { isSandbox } from '../signIn/isSandbox';
import { MenuIcon, SearchIcon, SwitchIcon } from './icons';
import { SidebarLogo } from './SidebarLogo';

/** The sidebar: clusters first, then what the portal has besides. */
export function NavContent({ navItems }: NavContentComponentProps) {
  const { t } = useTranslationRef(appTranslationRef);
  const nav = navItems.withComponent(item => (
    <SidebarItem icon={() => item.icon} to={item.href} text={item.title} />
  ));
  // These have a place of their own below.
  nav.take('page:search');
  nav.take('page:notifications');
  // The graph is reached from an entity; by itself it says nothing.
  nav.take('page:catalog-graph');
  const settings = nav.take('page:user-settings');

  return (
    <Sidebar>
      <SidebarLogo />
      <SidebarGroup label={t('nav.search')} icon={<SearchIcon />} to="/search">
        <SidebarSearchModal />
      </SidebarGroup>
      <SidebarDivider />
      <SidebarGroup label={t('nav.menu')} icon={<MenuIcon />}>
        {nav.take('page:tenant-clusters')}
        {nav.take('page:scaffolder')}
        {nav.take('page:catalog')}
        <SidebarScrollWrapper>
          {nav.rest({ sortBy: 'title' })}
        </SidebarScrollWrapper>
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      <NotificationsSidebarItem />
      <SidebarGroup
        label={t('nav.settings')}
        icon={<UserSettingsSignInAvatar />}
        to="/settings"
      >
        {settings}
      </SidebarGroup>
      <SwitchPerson />
    </Sidebar>
  );
}

function SwitchPerson() {
  const { t } = useTranslationRef(appTranslationRef);
  const config = useApi(configApiRef);
  const identityApi = useApi(identityApiRef);
  if (!isSandbox(config)) {
    return null;
  }
  return (
    <SidebarItem
      icon={SwitchIcon}
      text={t('nav.switchPerson')}
      onClick={() => identityApi.signOut()}
    />
  );
}
