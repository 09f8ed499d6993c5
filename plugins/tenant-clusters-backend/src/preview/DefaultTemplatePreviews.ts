import type {
  AuditorService,
  AuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  clusterRequestPermission,
  type Preview,
  type PreviewRequest,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { RateLimiter } from '../operations/RateLimiter';
import { previewAnswer } from './previewAnswer';
import { PreviewGate } from './PreviewGate';
import { readTemplate } from './readTemplate';
import type { ScaffolderDryRuns } from './ScaffolderDryRuns';
import type { TemplateFolder } from './TemplateFolder';
import type { PreviewCall, TemplatePreviews } from './types';
import { withCapturedSteps } from './withCapturedSteps';
import { withoutSecrets } from './withoutSecrets';

/** Dry runs that the scaffolder does for us at once; they go on there when nobody waits for them any more. */
const MAX_AT_ONCE = 4;
const MAX_WAITING = 100;
/** Of one person who types: a preview for each pause. */
const RATE = { burst: 30, perMinute: 60 };

/** Previews by the scaffolder's own dry run, in the name of the person who asks. */
export class DefaultTemplatePreviews implements TemplatePreviews {
  readonly #auditor: AuditorService;
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #permissions: PermissionsService;
  readonly #dryRuns: ScaffolderDryRuns;
  readonly #folder: TemplateFolder;
  readonly #timeoutMs: number;
  readonly #limiter = new RateLimiter(RATE);
  readonly #gate = new PreviewGate({ total: MAX_AT_ONCE, queue: MAX_WAITING });

  constructor(options: {
    auditor: AuditorService;
    auth: AuthService;
    catalog: CatalogService;
    permissions: PermissionsService;
    dryRuns: ScaffolderDryRuns;
    folder: TemplateFolder;
    timeoutMs: number;
  }) {
    this.#auditor = options.auditor;
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#permissions = options.permissions;
    this.#dryRuns = options.dryRuns;
    this.#folder = options.folder;
    this.#timeoutMs = options.timeoutMs;
  }

  async preview(call: PreviewCall, body: PreviewRequest): Promise<Preview> {
    const audit = await this.#auditor.createEvent({
      eventId: 'template-preview',
      severityLevel: 'low',
      request: call.request,
      meta: { template: body.template },
    });
    try {
      const preview = await this.#admitted(call, body);
      await audit.success();
      return preview;
    } catch (error) {
      await audit.fail({ error: error as Error });
      throw error;
    }
  }

  async #admitted(call: PreviewCall, body: PreviewRequest): Promise<Preview> {
    const person = await this.#requester(call);
    this.#limiter.take(person);
    const timeout = AbortSignal.timeout(this.#timeoutMs);
    const signal = AbortSignal.any([call.signal, timeout]);
    try {
      return await this.#gate.pass(person, signal, () =>
        this.#dryRun(call, body, signal),
      );
    } catch (error) {
      if (timeout.aborted && error === timeout.reason) {
        throw new ServiceUnavailableError(
          `The preview took longer than ${
            this.#timeoutMs / 1_000
          } s: GitHub or a hub answers slowly. The request can be sent without it`,
        );
      }
      throw error;
    }
  }

  /** @throws NotAllowedError for whoever could not send the request either */
  async #requester({ credentials }: PreviewCall): Promise<string> {
    if (!this.#auth.isPrincipal(credentials, 'user')) {
      throw new NotAllowedError(
        'Only a signed-in person can preview a request',
      );
    }
    const [decision] = await this.#permissions.authorize(
      [{ permission: clusterRequestPermission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError('You may not request anything');
    }
    return credentials.principal.userEntityRef;
  }

  async #dryRun(
    { credentials }: PreviewCall,
    { template: ref, values, secrets = {} }: PreviewRequest,
    signal: AbortSignal,
  ): Promise<Preview> {
    const template = await readTemplate({
      catalog: this.#catalog,
      permissions: this.#permissions,
      credentials,
      ref,
    });
    const portable = await this.#folder.collect(
      withCapturedSteps(template),
      signal,
    );
    const token = await this.#dryRuns.token(credentials);
    const mask = withoutSecrets([token, ...Object.values(secrets)]);
    try {
      const answer = await this.#dryRuns.run({
        token,
        portable,
        values,
        secrets,
        signal,
      });
      const preview = mask(previewAnswer(template, answer));
      return {
        ...preview,
        unchecked: [
          ...preview.unchecked,
          ...portable.executables.map(
            path => `${path}: whether it may be executed is not shown`,
          ),
        ],
      };
    } catch (error) {
      if (error instanceof Error) {
        error.message = mask(error.message);
      }
      throw error;
    }
  }
}
