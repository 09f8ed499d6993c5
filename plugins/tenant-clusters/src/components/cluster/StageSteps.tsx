import { styled } from '@mui/material/styles';
import type {
  Stage,
  Step,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClusterAddress } from '../../api';
import { useLinks } from '../../hooks/useLinks';
import { useNow } from '../../hooks/useNow';
import { useSay } from '../../hooks/useSay';
import { useText } from '../../hooks/useText';
import { useTones } from '../../hooks/useTones';
import { formatDuration, secondsSince } from '../../model/durations';
import { STAGE_LOOKS, lookOf } from '../../model/looks';
import { EvidenceLink } from '../EvidenceLink';
import { Sign } from '../Sign';
import { TextLink } from '../TextLink';
import { Hidden, Muted } from '../text';

const List = styled('ul')(({ theme }) => ({
  listStyle: 'none',
  margin: '8px 0 0',
  padding: '6px 12px',
  border: `1px solid ${theme.palette.mode === 'dark' ? '#3a3a3a' : '#e3e6ea'}`,
  borderRadius: 6,
  '& li': {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '0 10px',
    alignItems: 'baseline',
    padding: '3px 0',
  },
}));

const When = styled(Muted)({ marginLeft: 'auto' });

/** The steps of a stage: tasks of a workflow, resources that are not ready, applications. */
export function StageSteps(props: { stage: Stage; cluster: ClusterAddress }) {
  const t = useText();
  const links = useLinks();
  const { stage, cluster } = props;
  return (
    <List aria-label={t('cluster.steps')}>
      {stage.steps.map(step => (
        <StepItem key={step.name} step={step} cluster={cluster} />
      ))}
      {stage.name === 'provisioned' && (
        <li>
          <TextLink to={links.cluster(cluster, 'resources')}>
            {t('cluster.showTree')}
          </TextLink>
        </li>
      )}
    </List>
  );
}

function StepItem({ step, cluster }: { step: Step; cluster: ClusterAddress }) {
  const t = useText();
  const say = useSay();
  const tones = useTones();
  const now = useNow(1_000);
  const look = lookOf(STAGE_LOOKS, step.state);
  const [evidence] = step.evidence;
  const seconds = secondsSince(
    step.startedAt?.at,
    step.finishedAt ? Date.parse(step.finishedAt.at) : now,
  );
  return (
    <li data-step={step.name} data-state={step.state}>
      <span style={{ color: tones[look.tone].ink }}>
        <Sign name={look.sign} />
        <Hidden>{t(`stageState.${step.state}`)}</Hidden>
      </span>
      {evidence ? (
        <EvidenceLink
          evidence={{ ...evidence, label: step.name }}
          cluster={cluster}
        />
      ) : (
        <span>{step.name}</span>
      )}
      {step.summary && <Muted>{say(step.summary)}</Muted>}
      {seconds !== undefined && <When>{formatDuration(seconds)}</When>}
    </li>
  );
}
