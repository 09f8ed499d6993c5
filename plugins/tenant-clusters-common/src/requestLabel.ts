/** What names a request: a pull request's number or, for a direct push, its commit. @public */
export interface NamedRequest {
  /** `owner/name`. */
  repository: string;
  number?: number;
  commit?: string;
}

/** `#409`, or the short name of a direct push's commit. @public */
export function requestNumber({ number, commit }: NamedRequest): string {
  return number === undefined ? `@${commit?.slice(0, 7) ?? ''}` : `#${number}`;
}

/** A request as people say it: `acme/platform#409`, or `acme/platform@1a2b3c4` for a direct push. @public */
export function requestLabel(request: NamedRequest): string {
  return `${request.repository}${requestNumber(request)}`;
}

/** Tells a request from all others of its hub: like the label, with the whole commit. @public */
export function requestKey({
  repository,
  number,
  commit,
}: NamedRequest): string {
  return number === undefined
    ? `${repository}@${commit ?? ''}`
    : `${repository}#${number}`;
}
