import { styled } from '@mui/material/styles';
import type { Stage } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { Fragment } from 'react';
import type { ClusterAddress } from '../../api';
import { useActorTitle } from '../../hooks/useActorTitle';
import { useSay } from '../../hooks/useSay';
import { useText } from '../../hooks/useText';
import { useTones } from '../../hooks/useTones';
import { STAGE_LOOKS, lookOf } from '../../model/looks';
import { linkParts } from '../../model/linkParts';
import { EvidenceLink } from '../EvidenceLink';
import { LinkedText } from '../LinkedText';
import { Sign } from '../Sign';
import { Hidden, Muted } from '../text';
import { StageProgress } from './StageProgress';
import { StageSteps } from './StageSteps';
import { StageTimes } from './StageTimes';

const Item = styled('li')(({ theme }) => ({
  position: 'relative',
  padding: '0 0 18px 34px',
  '&::before': {
    content: '""',
    position: 'absolute',
    left: 10,
    top: 24,
    bottom: 0,
    width: 2,
    background: theme.palette.mode === 'dark' ? '#3a3a3a' : '#e3e6ea',
  },
  '&:last-of-type': { paddingBottom: 4 },
  '&:last-of-type::before': { display: 'none' },
}));

const Dot = styled('span')({
  position: 'absolute',
  left: 0,
  top: 0,
  width: 22,
  height: 22,
  borderRadius: '50%',
  display: 'grid',
  placeItems: 'center',
  fontSize: 12,
  fontWeight: 700,
});

const Row = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'baseline',
  gap: '0 10px',
  '& h3': { fontSize: 14, fontWeight: 600, margin: 0 },
});

const Says = styled('span')({ flex: '1 1 160px', minWidth: 0 });

const Done = styled('div')({ fontSize: 12.5, marginTop: 2 });

/** Evidence beside a stage; all of it is on the tabs. */
const MOST_EVIDENCE = 4;

interface StageItemProps {
  stage: Stage;
  number: number;
  /** The first blocker is of this stage. */
  stuck: boolean;
  cluster: ClusterAddress;
}

/** One stage of the timeline: what it is, how it stands, who owns it, and since when. */
export function StageItem({ stage, number, stuck, cluster }: StageItemProps) {
  const t = useText();
  const say = useSay();
  const actorTitle = useActorTitle();
  const tones = useTones();
  const state = stuck && stage.state === 'active' ? 'failed' : stage.state;
  const look = lookOf(STAGE_LOOKS, state);
  const tone = tones[look.tone];
  const waits = state === 'waiting' || state === 'skipped';
  const text = say(stage.summary);
  const owner = actorTitle(stage.actor);
  const parts = linkParts(text, stage.evidence);
  const said = new Set(parts.map(part => part.evidence));
  const others = stage.evidence.filter(evidence => !said.has(evidence));
  const dot = {
    done: { background: tone.solid, color: tone.onSolid },
    failed: { background: tone.solid, color: tone.onSolid },
    active: {
      background: tone.fill,
      color: tone.ink,
      border: `2px solid ${tone.solid}`,
    },
    unknown: {
      background: tone.fill,
      color: tone.ink,
      border: `2px dashed ${tone.solid}`,
    },
    waiting: { background: tone.fill, color: tone.ink },
    skipped: { background: tone.fill, color: tone.ink },
  }[state];

  return (
    <Item
      data-stage={stage.name}
      data-state={state}
      aria-current={
        state === 'active' || state === 'failed' ? 'step' : undefined
      }
    >
      <Dot style={dot} aria-hidden="true">
        {waits ? number : <Sign name={look.sign} />}
      </Dot>
      <Row>
        <h3 title={t(`stageMeans.${stage.name}`)}>
          {t(`stage.${stage.name}`)}
          <Hidden>: {t(`stageState.${state}`)}</Hidden>
        </h3>
        <Says>
          <Muted>
            <LinkedText parts={parts} cluster={cluster} />
            {!text.includes(owner) &&
              ` · ${t('cluster.stageOwner', { actor: owner })}`}
            {stage.lastKnown &&
              ` · ${t('cluster.lastKnown', {
                state: t(`stageState.${stage.lastKnown}`),
              })}`}
          </Muted>
        </Says>
        <StageTimes stage={stage} />
      </Row>
      {others.length > 0 && (
        <Done>
          {others.slice(0, MOST_EVIDENCE).map((evidence, index) => (
            <Fragment key={`${evidence.type} ${evidence.label}`}>
              {index > 0 && <Muted> · </Muted>}
              <EvidenceLink evidence={evidence} cluster={cluster} />
            </Fragment>
          ))}
        </Done>
      )}
      {stage.progress && stage.progress.known > 0 && state !== 'done' && (
        <StageProgress
          progress={stage.progress}
          tone={state === 'failed' ? 'bad' : 'run'}
        />
      )}
      {stage.steps.length > 0 && <StageSteps stage={stage} cluster={cluster} />}
    </Item>
  );
}
