import { usePermission } from '@backstage/plugin-permission-react';
import { clusterRequestPermission } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useLinks } from '../hooks/useLinks';
import { useText } from '../hooks/useText';
import { ActionButton } from './ActionButton';

/** Leads to the form, for those who may request a cluster. */
export function RequestButton() {
  const t = useText();
  const links = useLinks();
  const { allowed } = usePermission({ permission: clusterRequestPermission });
  const to = links.requestForm();
  if (!allowed || !to) {
    return null;
  }
  return (
    <ActionButton primary to={to}>
      {t('clusters.request')}
    </ActionButton>
  );
}
