import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  Preview,
  PreviewRequest,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import type { Request } from 'express';

/** Who asks for a preview, and until when they wait for it. */
export interface PreviewCall {
  credentials: BackstageCredentials;
  /** For the audit log. */
  request: Request;
  /** Aborted when the one who asked is gone. */
  signal: AbortSignal;
}

/** Says what a template would propose. */
export interface TemplatePreviews {
  /**
   * @throws InputError when the values are not what the template takes, or a step refuses them; NotAllowedError when the person may
   *   not request anything or the policy refuses a step; NotFoundError, ConflictError as the steps throw them; PreviewFailedError
   *   when a step fails otherwise; TooManyRequestsError; ServiceUnavailableError when the scaffolder does not answer in time.
   */
  preview(call: PreviewCall, body: PreviewRequest): Promise<Preview>;
}

export type TemplateSteps = TemplateEntityV1beta3['spec']['steps'];
export type TemplateStep = TemplateSteps[number];

/** A file of a template's folder, by its path there. */
export interface TemplateFile {
  path: string;
  content: Buffer;
}

/** What the scaffolder answers to a dry run, as far as it is read here. */
export interface DryRunAnswer {
  log: { body: { message?: string; stepId?: string; status?: string } }[];
  /** What each step put out, by its id: see {@link withCapturedSteps}. */
  output: { steps?: Record<string, { output?: Record<string, unknown> }> };
  directoryContents: {
    path: string;
    executable?: boolean;
    base64Content: string;
  }[];
}
