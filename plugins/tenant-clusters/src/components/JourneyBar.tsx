import { styled } from '@mui/material/styles';
import type { StageSummary } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useText, type Text } from '../hooks/useText';
import { useTones } from '../hooks/useTones';
import { journeyProgress, stageFill } from '../model/journeyProgress';

const Bar = styled('div')({
  display: 'flex',
  gap: 3,
  width: 108,
  maxWidth: '100%',
});

const Segment = styled('span')({ height: 7, flex: 1, borderRadius: 2 });

/** What the bar shows, in words. */
export function journeyText(t: Text, stages: StageSummary[]): string {
  const { done, total, current } = journeyProgress(stages);
  return current
    ? t('clusters.journeyCurrent', {
        done: String(done),
        total: String(total),
        stage: t(`stage.${current.name}`),
        state: t(`stageState.${current.state}`),
      })
    : t('clusters.journeyDone', { done: String(done), total: String(total) });
}

/** A journey in one line: a segment a stage. */
export function JourneyBar({ stages }: { stages: StageSummary[] }) {
  const t = useText();
  const tones = useTones();
  const paint = (stage: StageSummary): string => {
    switch (stage.state) {
      case 'done':
        return tones.ok.solid;
      case 'failed':
        return tones.bad.solid;
      case 'active': {
        const fill = `${Math.round(stageFill(stage) * 100)}%`;
        return `linear-gradient(90deg, ${tones.run.solid} ${fill}, ${tones.run.fill} ${fill})`;
      }
      case 'unknown':
        return `repeating-linear-gradient(45deg, ${tones.idle.solid} 0 3px, transparent 3px 6px)`;
      default:
        return tones.idle.fill;
    }
  };
  const text = journeyText(t, stages);
  return (
    <Bar role="img" aria-label={text} title={text}>
      {stages
        .filter(stage => stage.state !== 'skipped')
        .map(stage => (
          <Segment
            key={stage.name}
            data-state={stage.state}
            style={{ background: paint(stage) }}
          />
        ))}
    </Bar>
  );
}
