import { Fragment } from 'react';
import type { ClusterAddress } from '../api';
import type { LinkPart } from '../model/linkParts';
import { EvidenceLink } from './EvidenceLink';

/** A sentence whose evidence is linked where it is named. */
export function LinkedText(props: {
  parts: LinkPart[];
  cluster: ClusterAddress;
}) {
  return (
    <>
      {props.parts.map(({ text, evidence }) => (
        <Fragment key={text}>
          {evidence ? (
            <EvidenceLink evidence={evidence} cluster={props.cluster} />
          ) : (
            text
          )}
        </Fragment>
      ))}
    </>
  );
}
