import { styled } from '@mui/material/styles';
import type { WarningEvent } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useText } from '../../hooks/useText';
import { Clock } from '../Time';
import { Muted } from '../text';

const List = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  display: 'grid',
  gap: 8,
  overflowWrap: 'anywhere',
});

export function WarningEvents({ warnings }: { warnings: WarningEvent[] }) {
  const t = useText();
  if (warnings.length === 0) {
    return <Muted>{t('resources.noEvents')}</Muted>;
  }
  return (
    <List>
      {warnings.map(warning => (
        <li key={`${warning.reason} ${warning.message}`}>
          <strong>{warning.reason}</strong>{' '}
          <Muted>
            {t('resources.times', { number: String(warning.count) })}
            {warning.lastSeen && ' · '}
            {warning.lastSeen && (
              <Clock fact={{ at: warning.lastSeen, source: 'object' }} />
            )}
            {warning.component && ` · ${warning.component}`}
          </Muted>
          <div>{warning.message}</div>
        </li>
      ))}
    </List>
  );
}
