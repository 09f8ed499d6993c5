import { styled } from '@mui/material/styles';
import type { Condition } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useText } from '../hooks/useText';
import { useTones } from '../hooks/useTones';
import type { Look } from '../model/looks';
import { Sign } from './Sign';
import { Clock } from './Time';
import { Hidden, Muted } from './text';

const List = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  display: 'grid',
  gap: 8,
  '& > li > div': { overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
});

/** False is not always bad, and not True is not always good: what is neither is only informed. */
function conditionLook({ bad, status }: Condition): Look {
  if (bad) {
    return { sign: 'cross', tone: 'bad' };
  }
  return status === 'True'
    ? { sign: 'check', tone: 'ok' }
    : { sign: 'ring', tone: 'idle' };
}

/** Conditions as the object has them; which of them is bad is known by the polarity of its type. */
export function ConditionList({ conditions }: { conditions: Condition[] }) {
  const t = useText();
  const tones = useTones();
  if (conditions.length === 0) {
    return <Muted>{t('resources.noConditions')}</Muted>;
  }
  return (
    <List>
      {conditions.map(condition => {
        const { type, status, reason, message, lastTransitionTime, bad } =
          condition;
        const look = conditionLook(condition);
        return (
          <li key={type}>
            <span style={{ color: tones[look.tone].ink }}>
              <Sign name={look.sign} />
              <Hidden>
                {t(bad ? 'resources.conditionBad' : 'resources.conditionFine')}
              </Hidden>
            </span>{' '}
            <strong>{type}</strong> {status}
            <div>
              <Muted>
                {reason}
                {reason && lastTransitionTime && ' · '}
                {lastTransitionTime && (
                  <Clock fact={{ at: lastTransitionTime, source: 'object' }} />
                )}
              </Muted>
            </div>
            {message && <div>{message}</div>}
          </li>
        );
      })}
    </List>
  );
}
