import { styled } from '@mui/material/styles';
import type { ClusterDetail } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ReactNode } from 'react';
import { useLinks } from '../../hooks/useLinks';
import { useText } from '../../hooks/useText';
import { Facts } from '../Facts';
import { Panel, PanelTitle } from '../Panel';
import { TextLink } from '../TextLink';
import { Clock } from '../Time';

const Padded = styled(Panel)({ padding: '16px 18px' });

/** What the cluster is; rows without a value are left out. */
export function DetailsPanel({ detail }: { detail: ClusterDetail }) {
  const t = useText();
  const links = useLinks();
  const { cluster, members, file } = detail;
  const { ref, owner, createdAt } = cluster;
  const size = detail.sizeTitle ?? cluster.size;
  const claim = detail.resources && links.cluster(ref, 'resources');
  const rows: [string, ReactNode][] = [
    [
      t('cluster.detailOwner'),
      owner && <TextLink to={links.entity(owner)}>{owner}</TextLink>,
    ],
    [
      t('cluster.detailClaim'),
      ref.kind !== 'registered' && (
        <TextLink to={claim}>{`${ref.namespace} / ${ref.name}`}</TextLink>
      ),
    ],
    [t('cluster.detailHub'), detail.hub.title || ref.hub],
    [t('cluster.detailRegion'), cluster.region],
    [
      t('cluster.detailSize'),
      size && detail.monthlyCost
        ? t('cluster.detailCost', { size, cost: detail.monthlyCost })
        : size,
    ],
    [t('cluster.detailNetwork'), cluster.cidr],
    [t('cluster.detailKubernetes'), cluster.kubernetesVersion],
    [t('cluster.detailMembers'), members.join(', ')],
    [
      t('cluster.detailGit'),
      file && <TextLink href={file.url}>{file.label}</TextLink>,
    ],
    [
      t('cluster.detailCreated'),
      createdAt && <Clock fact={{ at: createdAt, source: 'object' }} />,
    ],
  ];
  return (
    <Padded>
      <PanelTitle>{t('cluster.details')}</PanelTitle>
      <Facts>
        {rows
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </Facts>
    </Padded>
  );
}
