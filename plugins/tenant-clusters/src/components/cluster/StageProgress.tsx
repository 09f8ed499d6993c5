import { styled } from '@mui/material/styles';
import type { Progress } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useText } from '../../hooks/useText';
import { useTones } from '../../hooks/useTones';
import type { Tone } from '../../model/tones';

const Track = styled('div')({
  height: 8,
  borderRadius: 4,
  margin: '8px 0 4px',
  overflow: 'hidden',
  '& > i': {
    display: 'block',
    height: '100%',
    transition: 'width 400ms ease-out',
    '@media (prefers-reduced-motion: reduce)': { transition: 'none' },
  },
});

/** n of m known so far, as a bar; m grows, so it is never a percentage in words. */
export function StageProgress(props: { progress: Progress; tone: Tone }) {
  const t = useText();
  const tone = useTones()[props.tone];
  const { ready, known } = props.progress;
  const text = t('cluster.progressText', {
    ready: String(ready),
    known: String(known),
  });
  const share = Math.min(100, (ready / known) * 100);
  return (
    <Track
      role="progressbar"
      aria-valuemin={0}
      aria-valuenow={ready}
      aria-valuemax={known}
      aria-valuetext={text}
      aria-label={text}
      title={text}
      style={{ background: tone.fill }}
    >
      <i style={{ width: `${share}%`, background: tone.solid }} />
    </Track>
  );
}
