import { useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { styled } from '@mui/material/styles';
import {
  clusterChangePermission,
  clusterRemovePermission,
  stringifyClusterRef,
  type ClusterSummary,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { tenantClustersApiRef } from '../../api';
import { useLinks } from '../../hooks/useLinks';
import { useText } from '../../hooks/useText';
import { ActionButton } from '../ActionButton';

const CHANGE = 'change-tenant-cluster';
const ADDONS = 'enable-addons';
const REMOVE = 'remove-tenant-cluster';

const Group = styled('div')({ display: 'flex', flexWrap: 'wrap', gap: 8 });

/**
 * The forms about a cluster, for those who may propose that of this very cluster. A spoke without a claim has nothing in Git to
 * be changed, and one that goes is not changed any more.
 */
export function ClusterActions({ cluster }: { cluster: ClusterSummary }) {
  const t = useText();
  const links = useLinks();
  const api = useApi(tenantClustersApiRef);
  const navigate = useNavigate();
  const [reading, setReading] = useState(false);
  const { ref, state } = cluster;
  const address = stringifyClusterRef(ref);
  const change = usePermission({
    permission: clusterChangePermission,
    resourceRef: address,
  });
  const remove = usePermission({
    permission: clusterRemovePermission,
    resourceRef: address,
  });
  if (ref.kind === 'registered' || state === 'Removing') {
    return null;
  }
  const bare = { cluster: address };
  const openChange = async () => {
    setReading(true);
    // What keeps the values from being brought, the form says itself.
    const values = await api.getFormData(ref, CHANGE).catch(() => bare);
    const form = links.form(CHANGE, values);
    if (form) {
      navigate(form);
    }
    setReading(false);
  };
  const addons = links.form(ADDONS, bare);
  const removal = links.form(REMOVE, bare);
  return (
    <Group role="group" aria-label={t('cluster.actions')}>
      {change.allowed && addons && (
        <>
          <ActionButton disabled={reading} onClick={openChange}>
            {t(reading ? 'cluster.readingGit' : 'cluster.change')}
          </ActionButton>
          <ActionButton to={addons}>{t('cluster.changeAddons')}</ActionButton>
        </>
      )}
      {remove.allowed && removal && (
        <ActionButton to={removal}>{t('cluster.remove')}</ActionButton>
      )}
    </Group>
  );
}
