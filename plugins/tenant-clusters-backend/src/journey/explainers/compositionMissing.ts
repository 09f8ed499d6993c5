import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** crossplane/crossplane:internal/controller/apiextensions/composite */
const NAMED = /Composition\.apiextensions\.crossplane\.io "([^"]+)" not found/;
const ANY =
  /cannot (fetch|select|get) Composition\b|no compatible Compositions? found/;

export const compositionMissing: BlockerExplainer = {
  id: 'no-composition',
  explain({ cause, actors }) {
    const message = cause.message ?? '';
    const composition = NAMED.exec(message)?.[1];
    if (!composition && !ANY.test(message)) {
      return undefined;
    }
    return {
      title: composition
        ? say('blocker.no-composition.title', { composition })
        : say('blocker.no-composition.title.any'),
      detail: say('blocker.no-composition.detail', {
        kind: cause.object?.kind ?? 'it',
      }),
      nextStep: say('blocker.no-composition.next'),
      actor: actors.platformTeam,
      patience: PATIENCE.retries,
    };
  },
};
