import { styled } from '@mui/material/styles';
import { useLiveStatus } from '../hooks/useLiveStatus';
import { useText } from '../hooks/useText';
import { useTones } from '../hooks/useTones';
import type { Tone } from '../model/tones';

const TONE_OF: Record<ReturnType<typeof useLiveStatus>, Tone> = {
  connecting: 'idle',
  live: 'ok',
  reconnecting: 'warn',
  stale: 'warn',
};

const Dot = styled('span')({
  display: 'inline-block',
  width: 8,
  height: 8,
  borderRadius: '50%',
  marginRight: 6,
});

/** Whether what is shown is live, in a word. */
export function LiveMark() {
  const t = useText();
  const status = useLiveStatus();
  const tone = useTones()[TONE_OF[status]];
  return (
    <span
      role="status"
      style={{ color: tone.ink, whiteSpace: 'nowrap', fontSize: 12 }}
    >
      <Dot style={{ background: tone.solid }} aria-hidden="true" />
      {t(`live.${status}`)}
    </span>
  );
}
