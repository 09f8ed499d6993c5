import Skeleton from '@mui/material/Skeleton';
import { styled } from '@mui/material/styles';
import type { Application } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClusterAddress } from '../../api';
import { useClusterRead } from '../../hooks/useCluster';
import { useNarrow } from '../../hooks/useNarrow';
import { useText } from '../../hooks/useText';
import { healthLook, syncLook } from '../../model/looks';
import { sortApplications } from '../../model/sortApplications';
import { Chip } from '../Chip';
import { DataTable } from '../DataTable';
import { EmptyState } from '../EmptyState';
import { LoadFailure } from '../LoadFailure';
import { Panel } from '../Panel';
import { StateLabel } from '../StateLabel';
import { TextLink } from '../TextLink';
import { Elapsed } from '../Time';
import { Muted } from '../text';

const Cards = styled('ul')(({ theme }) => ({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  '& > li': {
    display: 'grid',
    gap: 6,
    padding: '12px 14px',
    borderBottom: `1px solid ${
      theme.palette.mode === 'dark' ? '#3a3a3a' : '#e3e6ea'
    }`,
  },
  '& > li:last-of-type': { borderBottom: 0 },
}));

const Row = styled('div')({ display: 'flex', flexWrap: 'wrap', gap: 6 });

/** The applications that deliver to a cluster, those that are expected and missing among them. */
export function ApplicationsTab({ address }: { address: ClusterAddress }) {
  const t = useText();
  const narrow = useNarrow();
  const { data, error, refresh } = useClusterRead(
    'applications',
    address,
    api => api.getApplications(address),
  );
  if (!data) {
    return error ? (
      <LoadFailure error={error} onRetry={refresh} />
    ) : (
      <Skeleton variant="rounded" height={240} />
    );
  }
  const label = t('applications.tableLabel', { name: address.name });
  const items = sortApplications(data.items);
  const key = (it: Application) => `${it.hub}/${it.namespace}/${it.name}`;
  return (
    <>
      {error && <LoadFailure error={error} older onRetry={refresh} />}
      <Panel>
        {items.length === 0 && <EmptyState title={t('applications.empty')} />}
        {items.length > 0 && narrow && (
          <Cards aria-label={label}>
            {items.map(item => (
              <li key={key(item)}>
                <Name item={item} />
                <Row>
                  <Sync item={item} />
                  <Health item={item} />
                </Row>
                <div>
                  <Revision item={item} /> <LastSync item={item} />
                </div>
                <Message item={item} />
              </li>
            ))}
          </Cards>
        )}
        {items.length > 0 && !narrow && (
          <DataTable aria-label={label}>
            <colgroup>
              <col style={{ width: '25%' }} />
              <col style={{ width: 132 }} />
              <col style={{ width: 138 }} />
              <col style={{ width: 104 }} />
              <col style={{ width: 100 }} />
              <col />
            </colgroup>
            <thead>
              <tr>
                <th scope="col">{t('applications.columnName')}</th>
                <th scope="col">{t('applications.columnSync')}</th>
                <th scope="col">{t('applications.columnHealth')}</th>
                <th scope="col">{t('applications.columnRevision')}</th>
                <th scope="col">{t('applications.columnLastSync')}</th>
                <th scope="col">{t('applications.columnMessage')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map(item => (
                <tr key={key(item)} data-application={item.name}>
                  <td>
                    <Name item={item} />
                  </td>
                  <td>
                    <Sync item={item} />
                  </td>
                  <td>
                    <Health item={item} />
                  </td>
                  <td>
                    <Revision item={item} />
                  </td>
                  <td>
                    <LastSync item={item} />
                  </td>
                  <td>
                    <Message item={item} />
                  </td>
                </tr>
              ))}
            </tbody>
          </DataTable>
        )}
      </Panel>
    </>
  );
}

function Name({ item }: { item: Application }) {
  const t = useText();
  return (
    <div>
      <strong style={{ fontWeight: 600 }}>
        <TextLink href={item.url}>{item.name}</TextLink>
      </strong>{' '}
      <Chip>{item.addon ?? t(`applicationRole.${item.role}`)}</Chip>
      <div>
        <Muted>{[item.project, item.path].filter(Boolean).join(' · ')}</Muted>
      </div>
    </div>
  );
}

function Sync({ item }: { item: Application }) {
  const t = useText();
  if (!item.exists) {
    return (
      <StateLabel look={{ sign: 'cross', tone: 'bad' }}>
        {t('applications.missing')}
      </StateLabel>
    );
  }
  return item.sync ? (
    <StateLabel look={syncLook(item.sync)}>{item.sync}</StateLabel>
  ) : (
    <Muted>–</Muted>
  );
}

function Health({ item }: { item: Application }) {
  return item.exists && item.health ? (
    <StateLabel look={healthLook(item.health)}>{item.health}</StateLabel>
  ) : (
    <Muted>–</Muted>
  );
}

function Revision({ item }: { item: Application }) {
  const { revision, revisionUrl } = item;
  // A commit is known by its first digits; a chart's version is short already.
  const short =
    revision && /^[0-9a-f]{40}$/.test(revision)
      ? revision.slice(0, 7)
      : revision;
  return short ? (
    <TextLink href={revisionUrl}>{short}</TextLink>
  ) : (
    <Muted>–</Muted>
  );
}

function LastSync({ item }: { item: Application }) {
  return (
    <Muted>{item.lastSync ? <Elapsed at={item.lastSync.at} /> : '–'}</Muted>
  );
}

function Message({ item }: { item: Application }) {
  const t = useText();
  if (!item.exists) {
    return <Muted>{t('applications.missingText')}</Muted>;
  }
  const running =
    item.operation && item.operation !== 'Succeeded'
      ? t('applications.operation', { phase: item.operation })
      : undefined;
  const bad = item.conditions
    .filter(condition => condition.bad)
    .map(({ type, message }) => [type, message].filter(Boolean).join(': '));
  const texts = [running, ...bad, item.healthMessage, item.message];
  return (
    <Muted>
      {[...new Set(texts.filter(Boolean))].map(text => (
        <div key={text}>{text}</div>
      ))}
    </Muted>
  );
}
