import { addons } from './sentences/addons.pt-BR';
import { handoverBlockers } from './sentences/handoverBlockers.pt-BR';
import { happenings } from './sentences/happenings.pt-BR';
import { hubBlockers } from './sentences/hubBlockers.pt-BR';
import { provisioningBlockers } from './sentences/provisioningBlockers.pt-BR';
import { removalStages } from './sentences/removalStages.pt-BR';
import { requestBlockers } from './sentences/requestBlockers.pt-BR';
import { stages } from './sentences/stages.pt-BR';
import { syncBlockers } from './sentences/syncBlockers.pt-BR';

/** As frases do backend em português do Brasil, por id; o inglês está em `SENTENCES` do pacote comum. */
export default {
  ...happenings,
  ...stages,
  ...removalStages,
  ...requestBlockers,
  ...syncBlockers,
  ...provisioningBlockers,
  ...handoverBlockers,
  ...hubBlockers,
  ...addons,
};
