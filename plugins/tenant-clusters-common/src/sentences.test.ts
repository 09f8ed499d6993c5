import { SENTENCES } from './sentences';
import { ADDONS } from './sentences/addons';
import { HANDOVER_BLOCKERS } from './sentences/handoverBlockers';
import { HAPPENINGS } from './sentences/happenings';
import { HUB_BLOCKERS } from './sentences/hubBlockers';
import { PROVISIONING_BLOCKERS } from './sentences/provisioningBlockers';
import { REMOVAL_STAGES } from './sentences/removalStages';
import { REQUEST_BLOCKERS } from './sentences/requestBlockers';
import { STAGES } from './sentences/stages';
import { SYNC_BLOCKERS } from './sentences/syncBlockers';

describe('SENTENCES', () => {
  it('says by each id what one file says', () => {
    const ids = [
      ADDONS,
      HANDOVER_BLOCKERS,
      HAPPENINGS,
      HUB_BLOCKERS,
      PROVISIONING_BLOCKERS,
      REMOVAL_STAGES,
      REQUEST_BLOCKERS,
      STAGES,
      SYNC_BLOCKERS,
    ].flatMap(Object.keys);
    expect(ids.sort()).toEqual(Object.keys(SENTENCES).sort());
  });
});
