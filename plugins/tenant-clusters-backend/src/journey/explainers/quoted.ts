import type {
  BlockerContext,
  BlockerExplanation,
} from '@spokeport/backstage-plugin-tenant-clusters-node';
import { cleanText, quote, say } from '../text';
import { PATIENCE } from './patience';

/** The last to be asked: what nobody knows is quoted as it is. */
export function quoted({
  cause,
  resource,
  actors,
}: BlockerContext): BlockerExplanation {
  return {
    title: cause.message
      ? say('blocker.quoted.title', {
          resource,
          message: cleanText(quote(cause.message), 160),
        })
      : say('blocker.quoted.plain.title', { resource }),
    actor: actors.platformTeam,
    patience: PATIENCE.aFewTurns,
  };
}
