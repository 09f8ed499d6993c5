import type { ClaimManifest } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { ClaimFields } from '../../projections/types';

/** Which claim is looked for. */
export interface ClaimIdentity {
  group: string;
  kind: string;
  namespace: string;
  name: string;
}

/** A claim's manifest where the platform repository keeps it. */
export interface ClaimFile {
  path: string;
  /** Page of the file on the forge. */
  url: string;
  branch: string;
  manifest: ClaimManifest;
  fields: ClaimFields;
  /** RFC 3339. */
  readAt: string;
}

/** What platform repositories hold now. Each question may cost calls to GitHub: only for when somebody asks. */
export interface ClaimFiles {
  /**
   * The claim on the branch that its hub follows; undefined when no file there holds it.
   *
   * @param options.paths - where it is most likely, the likeliest first
   * @throws ServiceUnavailableError when GitHub does not answer, or nothing says where the hub's repository is.
   */
  find(options: {
    hub: string;
    claim: ClaimIdentity;
    paths: string[];
  }): Promise<ClaimFile | undefined>;
}
