import type { Actor } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useCallback } from 'react';
import { messages } from '../translation/messages';
import { useText } from './useText';

/** Who acts, in words: systems and the platform team in the language of the page, people and teams by their own name, the platform team too where it was given one. */
export function useActorTitle(): (actor: Actor) => string {
  const t = useText();
  return useCallback(
    actor => {
      switch (actor.type) {
        case 'requester':
        case 'tenant':
          return actor.title;
        case 'platform-team':
          return !actor.title || actor.title === messages.actor['platform-team']
            ? t('actor.platform-team')
            : actor.title;
        default:
          return t(`actor.${actor.type}`);
      }
    },
    [t],
  );
}
