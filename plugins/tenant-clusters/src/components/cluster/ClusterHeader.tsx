import { styled } from '@mui/material/styles';
import {
  requestNumber,
  type ClusterDetail,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { NavLink } from 'react-router-dom';
import type { ClusterAddress } from '../../api';
import { useLinks, type ClusterTab } from '../../hooks/useLinks';
import { useText } from '../../hooks/useText';
import { safeUrl } from '../../model/safeUrl';
import { ActionButton } from '../ActionButton';
import { Chip } from '../Chip';
import { ClusterStateLabel } from '../ClusterStateLabel';
import { LiveMark } from '../LiveMark';
import { TextLink } from '../TextLink';
import { ClusterActions } from './ClusterActions';
import { Muted } from '../text';

const Header = styled('header')(({ theme }) => ({
  background: theme.palette.background.paper,
  color: theme.palette.text.primary,
  borderBottom: `1px solid ${
    theme.palette.mode === 'dark' ? '#3a3a3a' : '#e3e6ea'
  }`,
  padding: '14px 24px 0',
  fontFamily: theme.typography.fontFamily,
  fontSize: 14,
  '& h1': {
    fontSize: 22,
    fontWeight: 600,
    lineHeight: 1.3,
    margin: 0,
    overflowWrap: 'anywhere',
  },
  '@media (max-width: 600px)': { padding: '10px 12px 0' },
}));

const Row = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '6px 12px',
});

const Buttons = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: 8,
  alignItems: 'center',
  marginLeft: 'auto',
  '@media (max-width: 600px)': { marginLeft: 0, width: '100%' },
});

const Tabs = styled('nav')(({ theme }) => ({
  display: 'flex',
  gap: 22,
  marginTop: 12,
  overflowX: 'auto',
  '@media (max-width: 600px)': { gap: 16, fontSize: 13.5 },
  '& a': {
    color: theme.palette.mode === 'dark' ? '#a9b3bf' : '#59646f',
    padding: '8px 2px',
    borderBottom: '2px solid transparent',
    textDecoration: 'none',
    whiteSpace: 'nowrap',
    '&:hover': { color: theme.palette.text.primary },
    '&:focus-visible': { outline: '2px solid currentColor', outlineOffset: -2 },
    '&.active': {
      color: theme.palette.text.primary,
      borderColor: theme.palette.mode === 'dark' ? '#9cc9ff' : '#1f5493',
      fontWeight: 600,
    },
  },
}));

interface ClusterHeaderProps {
  address: ClusterAddress;
  detail: ClusterDetail | undefined;
}

/** Name, state, what it belongs to, where to go from here, and the tabs. */
export function ClusterHeader({ address, detail }: ClusterHeaderProps) {
  const t = useText();
  const links = useLinks();
  const cluster = detail?.cluster;
  const chips = [
    cluster?.environment,
    cluster?.tenant,
    address.hub,
    cluster?.region,
  ].filter((chip): chip is string => Boolean(chip));
  const request = cluster?.journey?.request ?? detail?.journey?.request;
  const argocd = detail?.journey?.links.find(
    link => link.type === 'application' && safeUrl(link.url),
  );
  const resources = detail?.resources;
  const tabs: [ClusterTab, string][] = [
    ['', t('cluster.tabOverview')],
    [
      'resources',
      resources && resources.known > 0
        ? t('cluster.tabResourcesOf', {
            ready: String(resources.ready),
            known: String(resources.known),
          })
        : t('cluster.tabResources'),
    ],
    ['applications', t('cluster.tabApplications')],
    ['history', t('cluster.tabHistory')],
  ];

  return (
    <Header>
      <nav aria-label="breadcrumb">
        <Muted>
          <TextLink to={links.clusters()}>
            {t('cluster.breadcrumbClusters')}
          </TextLink>
          {' / '}
          <span aria-current="page">{address.name}</span>
        </Muted>
      </nav>
      <Row>
        <h1>{address.name}</h1>
        {cluster && (
          <ClusterStateLabel
            state={cluster.state}
            removed={
              detail?.journey?.kind === 'remove' &&
              detail.journey.state === 'done'
            }
          />
        )}
        {[...new Set(chips)].map(chip => (
          <Chip key={chip}>{chip}</Chip>
        ))}
        <Buttons>
          {detail && <LiveMark />}
          {request && (
            <ActionButton href={request.url}>
              {request.number === undefined
                ? t('cluster.commit', { commit: requestNumber(request) })
                : t('cluster.pullRequest', { number: String(request.number) })}
            </ActionButton>
          )}
          {cluster && <ClusterActions cluster={cluster} />}
          {argocd && <ActionButton href={argocd.url}>Argo CD</ActionButton>}
          {detail?.file?.url && (
            <ActionButton href={detail.file.url}>
              {t('cluster.gitFile')}
            </ActionButton>
          )}
        </Buttons>
      </Row>
      <Tabs aria-label={t('cluster.tabs')}>
        {tabs.map(([tab, label]) => (
          <NavLink
            key={tab}
            to={links.cluster(address, tab) ?? '.'}
            end={tab === ''}
          >
            {label}
          </NavLink>
        ))}
      </Tabs>
    </Header>
  );
}
