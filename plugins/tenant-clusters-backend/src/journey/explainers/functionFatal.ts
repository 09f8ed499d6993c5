import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { cleanText, say, shortenAccounts } from '../text';
import { PATIENCE } from './patience';

/** crossplane/crossplane:internal/controller/apiextensions/composite/composition_functions.go, errFmtFatalResult */
const FATAL = /pipeline step "([^"]+)" returned a fatal result: ([\s\S]+)/;

export const functionFatal: BlockerExplainer = {
  id: 'function-fatal',
  explain({ cause, actors }) {
    const [, step, result] = FATAL.exec(cause.message ?? '') ?? [];
    return step
      ? {
          title: say('blocker.function-fatal.title', {
            result: cleanText(shortenAccounts(result), 120),
          }),
          detail: say('blocker.function-fatal.detail', { step }),
          nextStep: say('blocker.function-fatal.next'),
          actor: actors.platformTeam,
          patience: PATIENCE.retries,
        }
      : undefined;
  },
};
