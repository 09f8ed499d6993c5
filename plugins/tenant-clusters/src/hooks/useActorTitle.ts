import type { Actor } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useCallback } from 'react';
import { useText } from './useText';

/** Who acts, in words: systems and the platform team in the language of the page, people and teams by their own name. */
export function useActorTitle(): (actor: Actor) => string {
  const t = useText();
  return useCallback(
    actor => {
      switch (actor.type) {
        case 'requester':
        case 'tenant':
          return actor.title;
        case 'platform-team':
          return actor.title || t('actor.platform-team');
        default:
          return t(`actor.${actor.type}`);
      }
    },
    [t],
  );
}
