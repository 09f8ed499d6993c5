import type { HubStaleness } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useNow } from '../hooks/useNow';
import { useSay } from '../hooks/useSay';
import { useText } from '../hooks/useText';
import { formatDuration, secondsSince } from '../model/durations';
import { Notice } from './Notice';

/** The hubs that are not heard, each with its sentence; nothing when all is well. */
export function HubNotices({ hubs }: { hubs: HubStaleness[] }) {
  return (
    <>
      {hubs
        .filter(hub => hub.state !== 'live' && hub.state !== 'connecting')
        .map(hub => (
          <HubNotice key={hub.hub} hub={hub} />
        ))}
    </>
  );
}

function HubNotice({ hub }: { hub: HubStaleness }) {
  const t = useText();
  const say = useSay();
  const now = useNow(10_000);
  const seconds = secondsSince(hub.heardAt, now);
  const ago = seconds === undefined ? t('time.never') : formatDuration(seconds);
  const name = hub.title || hub.hub;
  const sentence =
    hub.state === 'stale'
      ? t('hubState.stale', { hub: name, ago })
      : t(`hubState.${hub.state}`, { hub: name });
  return (
    <Notice tone="warn">
      <strong>{sentence}</strong>
      {hub.message && <span>{say(hub.message)}</span>}
      {hub.state !== 'stale' && seconds !== undefined && (
        <span>{t('hubState.lastHeard', { ago })}</span>
      )}
    </Notice>
  );
}
